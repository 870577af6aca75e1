/** What features/consume owns: entering Consume mode. This file: what it will do to the service and to others, in words. */
import type { AckPolicy, SubscriptionType } from '../../../shared/contract/schemas/session.ts';
import type { SubscriptionStats } from '../../../shared/contract/schemas/stream.ts';
import { formatCount, formatSeconds } from '../../lib/format-number.ts';

export interface Consumption {
  readonly subscription: string;
  readonly type: SubscriptionType;
  readonly ackPolicy: AckPolicy;
  readonly ackAfterSeconds: number | null;
  readonly isPull: boolean;
  readonly deletesOnClose: boolean;
  /** The subscription of that name as the service knows it; undefined when it has none or nobody knows. */
  readonly existing: SubscriptionStats | undefined;
}

/** One line each, worst first. */
export function consequencesOf(consumption: Consumption): readonly string[] {
  const { subscription, existing } = consumption;
  const name = `“${subscription.trim()}”`;
  const first =
    existing === undefined
      ? `A durable subscription ${name} is created: the service keeps every message for it until it is acknowledged.`
      : joinWords(name, existing, consumption.type);
  return [first, typeWords(consumption), ackWords(consumption), closeWords(consumption, name)];
}

function joinWords(name: string, existing: SubscriptionStats, type: SubscriptionType): string {
  const others = existing.consumers.length;
  const backlog = `its backlog is ${formatCount(existing.backlog, 'message')}`;
  if (others === 0)
    return `The subscription ${name} exists and has no consumer; ${backlog}, and it comes to you.`;
  const shares = type === 'Shared' || type === 'Key_Shared';
  return shares
    ? `The subscription ${name} has ${formatCount(others, 'consumer')}: messages that come to you do not come to them; ${backlog}.`
    : `The subscription ${name} has ${formatCount(others, 'consumer')} already; ${backlog}.`;
}

const typeLines: Readonly<Record<SubscriptionType, string>> = {
  Exclusive: 'Exclusive: while you are attached, nobody else can consume this subscription.',
  Failover: 'Failover: one consumer receives everything; the others wait until it leaves.',
  Shared: 'Shared: messages are spread over all consumers of the subscription, in no fixed order.',
  Key_Shared: 'Key-shared: messages of one key go to one consumer, in order.',
};

function typeWords({ type }: Consumption): string {
  return typeLines[type];
}

function ackWords({ ackPolicy, ackAfterSeconds, isPull }: Consumption): string {
  if (ackPolicy === 'after' && ackAfterSeconds !== null)
    return `Each message is acknowledged ${formatSeconds(ackAfterSeconds * 1_000)} after it is stored here, unless you negative-acknowledge it before: other consumers of this subscription will not get it.`;
  if (ackPolicy === 'manual' && isPull) return 'Nothing is acknowledged until you do.';
  return ackPolicy !== 'manual'
    ? 'Each message is acknowledged once it is stored here: other consumers of this subscription will not get it.'
    : 'Nothing is acknowledged until you do; after a full window of unacknowledged messages the service sends no more.';
}

function closeWords({ deletesOnClose }: Consumption, name: string): string {
  return deletesOnClose
    ? `When the tab is closed, ${name} and its backlog are deleted.`
    : `When the tab is closed, ${name} stays on the service and its backlog grows.`;
}
