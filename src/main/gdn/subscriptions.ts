import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { StreamStats } from '../../shared/contract/schemas/stream.ts';
import type { StreamName } from '../../shared/domain/stream-name.ts';
import { readOfflineBacklog } from '../stream-admin/offline-backlog.ts';
import type { NamespaceReach, NamespaceSubscriptionReach, SubscriptionReach } from '../stream-admin/reach.ts';
import type { OfflineBacklog } from '../stream-admin/stream-admin.ts';
import { readTopicStats } from '../stream-admin/topic-stats.ts';
import type { GdnRequest } from './gdn-http.ts';
import { expectSuccess, readAnswer } from './gdn-response.ts';
import { globalOf, pathIn, pathOf } from './streams.ts';

const resultSchema = z.object({ result: z.unknown() });
const namesSchema = z.object({
  // An array in practice, a string in the service's own description.
  result: z.union([
    z.array(z.string()),
    z.string().transform((text) => (text === '' ? [] : text.replaceAll(/[[\]"\s]/g, '').split(','))),
  ]),
});
const secondsSchema = z.object({ result: z.coerce.number().int().nonnegative() });

export async function readStats(request: GdnRequest, stream: StreamName): Promise<StreamStats> {
  const doing = `read the statistics of ${stream.topic}`;
  const response = await request({ method: 'GET', path: pathOf(stream, 'stats'), query: globalOf(stream) });
  const stats = readTopicStats(readAnswer(response, resultSchema, doing).result);
  if (stats !== undefined) return stats;
  throw notReadable(doing);
}

export async function readBacklog(request: GdnRequest, stream: StreamName): Promise<OfflineBacklog> {
  const doing = `read the backlog of ${stream.topic}`;
  const response = await request({ method: 'GET', path: pathOf(stream, 'backlog'), query: globalOf(stream) });
  const backlog = readOfflineBacklog(readAnswer(response, resultSchema, doing).result);
  if (backlog !== undefined) return backlog;
  throw notReadable(doing);
}

export async function listSubscriptions(request: GdnRequest, stream: StreamName): Promise<readonly string[]> {
  const path = pathOf(stream, 'subscriptions');
  const response = await request({ method: 'GET', path, query: globalOf(stream) });
  return readAnswer(response, namesSchema, `list the subscriptions of ${stream.topic}`).result;
}

/** @throws StreamscopeError SERVICE_PRECONDITION while consumers are connected */
export async function deleteSubscription(
  request: GdnRequest,
  target: SubscriptionReach | NamespaceSubscriptionReach,
): Promise<void> {
  const { subscription } = target;
  const response =
    target.reach === 'subscription'
      ? await request({
          method: 'DELETE',
          path: pathOf(target.stream, 'subscriptions', subscription),
          query: globalOf(target.stream),
        })
      : await request({
          method: 'DELETE',
          path: pathIn(target.fabric, 'streams', 'subscription', subscription),
          query: sideQuery(target),
        });
  expectSuccess(response, `delete the subscription ${subscription}`);
}

/**
 * GDN clears backlogs of all streams of a fabric's side at once, for one subscription name or for all (protocol A7).
 * @throws StreamscopeError SERVICE_UNSUPPORTED for one subscription of one stream: GDN has no such call
 */
export async function clearBacklog(
  request: GdnRequest,
  target: SubscriptionReach | NamespaceSubscriptionReach | NamespaceReach,
): Promise<void> {
  if (target.reach === 'subscription') {
    throw new StreamscopeError(
      'SERVICE_UNSUPPORTED',
      'GDN cannot clear the backlog of one subscription on one stream only. Nothing was changed; expire its messages, or delete the subscription.',
    );
  }
  const segments = target.reach === 'namespace' ? ['clearbacklog'] : ['clearbacklog', target.subscription];
  const path = pathIn(target.fabric, 'streams', ...segments);
  const response = await request({ method: 'POST', path, query: sideQuery(target) });
  expectSuccess(response, 'clear the backlogs');
}

/** 409 is normal: nothing was old enough, or a check still runs (protocol E3). */
export async function expireMessages(
  request: GdnRequest,
  stream: StreamName,
  olderThanSeconds: number,
): Promise<'issued' | 'nothingToDo'> {
  const path = pathOf(stream, 'expiry', String(wholeSeconds(olderThanSeconds)));
  const response = await request({ method: 'POST', path, query: globalOf(stream) });
  if (response.status === 409) return 'nothingToDo';
  expectSuccess(response, `expire messages of ${stream.topic}`);
  return 'issued';
}

export async function readTimeToLive(request: GdnRequest, target: NamespaceReach): Promise<number> {
  const path = pathIn(target.fabric, 'streams', 'ttl');
  const response = await request({ method: 'GET', path, query: sideQuery(target) });
  return readAnswer(response, secondsSchema, 'read the time to live').result;
}

export async function setTimeToLive(
  request: GdnRequest,
  target: NamespaceReach,
  seconds: number,
): Promise<void> {
  const path = pathIn(target.fabric, 'streams', 'ttl', String(wholeSeconds(seconds)));
  const response = await request({ method: 'POST', path, query: sideQuery(target) });
  expectSuccess(response, 'set the time to live');
}

/** Always said, because a missing `global` means local, whatever the caller had in mind (F1). */
function sideQuery(target: { readonly scope: 'local' | 'global' }): { readonly global: boolean } {
  return { global: target.scope === 'global' };
}

function wholeSeconds(seconds: number): number {
  if (Number.isSafeInteger(seconds) && seconds >= 0 && seconds <= 0x7fffffff) return seconds;
  throw new StreamscopeError(
    'INPUT_INVALID',
    'A whole number of seconds, 0 or more, is needed. Nothing was changed.',
  );
}

function notReadable(doing: string): StreamscopeError {
  return new StreamscopeError(
    'PROTOCOL_UNEXPECTED',
    `Could not ${doing}: the service's answer has an unknown form.`,
  );
}
