import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { StreamName } from '../../shared/domain/stream-name.ts';
import type { NamespaceReach, NamespaceSubscriptionReach, SubscriptionReach } from '../stream-admin/reach.ts';
import { askJson, command } from './admin-json.ts';
import { expectAdmin, namespacePath, pathTo, topicPath, type AdminRequest } from './admin-request.ts';

export async function listSubscriptions(
  request: AdminRequest,
  stream: StreamName,
): Promise<readonly string[]> {
  const doing = `list the subscriptions of ${stream.topic}`;
  return askJson(request, topicPath(stream, 'subscriptions'), z.array(z.string()), doing);
}

/** @throws StreamscopeError SERVICE_PRECONDITION while consumers are connected */
export async function deleteSubscription(
  request: AdminRequest,
  target: SubscriptionReach | NamespaceSubscriptionReach,
): Promise<void> {
  const { subscription } = target;
  const doing = `delete the subscription ${subscription}`;
  if (target.reach === 'subscription') {
    await command(request, { method: 'DELETE', path: subscriptionPath(target) }, doing);
    return;
  }
  const path = `/namespaces${namespacePath(target.fabric)}/unsubscribe${pathTo(subscription)}`;
  await command(request, { method: 'POST', path }, doing);
}

export async function clearBacklog(
  request: AdminRequest,
  target: SubscriptionReach | NamespaceSubscriptionReach | NamespaceReach,
): Promise<void> {
  const doing = 'clear the backlog';
  if (target.reach === 'subscription') {
    await command(request, { method: 'POST', path: subscriptionPath(target, 'skip_all') }, doing);
    return;
  }
  const one = target.reach === 'namespaceSubscription' ? pathTo(target.subscription) : '';
  const path = `/namespaces${namespacePath(target.fabric)}/clearBacklog${one}`;
  await command(request, { method: 'POST', path }, doing);
}

/** One subscription, or with `undefined` all of the stream. 409 is no failure: nothing was old enough (protocol E3). */
export async function expireMessages(
  request: AdminRequest,
  stream: StreamName,
  subscription: string | undefined,
  olderThanSeconds: number,
): Promise<'issued' | 'nothingToDo'> {
  const seconds = String(wholeSeconds(olderThanSeconds));
  const which = subscription === undefined ? ['all_subscription'] : ['subscription', subscription];
  const response = await request({
    method: 'POST',
    path: topicPath(stream, ...which, 'expireMessages', seconds),
  });
  if (response.status === 409) return 'nothingToDo';
  expectAdmin(response, `expire messages of ${stream.topic}`);
  return 'issued';
}

export function subscriptionPath(target: SubscriptionReach, ...rest: readonly string[]): string {
  return topicPath(target.stream, 'subscription', target.subscription, ...rest);
}

export function wholeSeconds(seconds: number): number {
  if (Number.isSafeInteger(seconds) && seconds >= 0 && seconds <= 0x7fffffff) return seconds;
  throw new StreamscopeError(
    'INPUT_INVALID',
    'A whole number of seconds, 0 or more, is needed. Nothing was changed.',
  );
}
