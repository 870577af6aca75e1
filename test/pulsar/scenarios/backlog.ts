import { fieldOf } from './payload.ts';
import type { ScenarioContext } from './scenario-context.ts';
import type { StreamPath } from './stream-path.ts';

/** The statistics of one subscription. */
export async function subscriptionStats(
  context: ScenarioContext,
  topic: StreamPath,
  subscription: string,
): Promise<unknown> {
  const { body } = await context.admin('GET', `/${topic.path}/stats?getPreciseBacklog=true`);
  return fieldOf(fieldOf(body, 'subscriptions'), subscription);
}

/** The backlog of a subscription as it is; for calls that have done their work when they answer. */
export async function backlogNow(
  context: ScenarioContext,
  topic: StreamPath,
  subscription: string,
): Promise<unknown> {
  return fieldOf(await subscriptionStats(context, topic, subscription), 'msgBacklog');
}

/** The backlog of a subscription, waiting a while for the expected one: acks work in the background. */
export async function backlogOf(
  context: ScenarioContext,
  topic: StreamPath,
  subscription: string,
  expected: number,
): Promise<unknown> {
  return context.until(
    async () => fieldOf(await subscriptionStats(context, topic, subscription), 'msgBacklog'),
    (backlog) => backlog === expected,
  );
}
