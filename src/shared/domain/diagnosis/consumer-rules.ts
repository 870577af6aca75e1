/** Findings about who is connected: nobody, one who shuts others out, one who does not ask or acknowledge. */
import type { ConsumerStats } from '../../contract/schemas/stream.ts';
import { day } from '../units.ts';
import { deliverable, finding, patience, receivers, type Case, type Rule } from './case.ts';
import { countWords, spanWords } from './words.ts';

/** A subscription nobody has read from for this long is taken for forgotten. */
const orphanAge = day;

export const noConsumer: Rule = (found) => {
  const { backlog, consumers, durable } = found.subscription;
  if (consumers.length > 0 || !durable) return undefined;
  const idle = idleTime(found);
  if (backlog > 0 && idle !== undefined && idle >= orphanAge)
    return finding(
      found,
      'orphan',
      'warning',
      { name: 'lastConsumedTimestamp', value: idle, unit: 'milliseconds' },
      `Nobody has read from this subscription for ${spanWords(idle)}, and it keeps ${countWords(backlog, 'message')}.`,
      'Ask who owns it. Delete it only when nobody does: what it keeps is lost with it.',
    );
  const last = idle === undefined ? 'and the service knows of no earlier one' : `for ${spanWords(idle)}`;
  return finding(
    found,
    'no-consumer',
    backlog > 0 ? 'critical' : 'note',
    { name: 'consumers', value: 0, unit: 'consumers' },
    `No consumer is connected, ${last}; ${countWords(backlog, 'message')} wait.`,
    'Start the consumer, or look at its log: it may be refused or busy reconnecting.',
  );
};

/** Since anything was read or acknowledged; undefined when it never was. */
function idleTime({ subscription, now }: Case): number | undefined {
  const last = Math.max(subscription.lastConsumedAt, subscription.lastAckedAt);
  return last > 0 ? Math.max(0, now - last) : undefined;
}

export const heldExclusively: Rule = (found) => {
  const { type, consumers } = found.subscription;
  const [holder] = consumers;
  if (type !== 'Exclusive' || holder === undefined) return undefined;
  return finding(
    found,
    'held-exclusively',
    'note',
    { name: 'consumers', value: consumers.length, unit: 'consumers' },
    `Held exclusively by ${whois(found, holder)}; anyone else who connects is refused (409).`,
    'To read along, observe: a reader takes nothing from it.',
  );
};

function whois({ timeWords }: Case, { name, address, connectedSince }: ConsumerStats): string {
  const at = Date.parse(connectedSince ?? '');
  // A time in a form of the service's own is still better than none.
  const words = Number.isNaN(at) ? connectedSince : timeWords(at);
  const since = words === undefined ? '' : ` since ${words}`;
  return `consumer "${name}"${address === undefined ? '' : ` at ${address}`}${since}`;
}

export const notAsking: Rule = (found) => {
  const asked = receivers(found.subscription);
  const silent = asked.filter(({ availablePermits }) => availablePermits <= 0);
  const waiting = deliverable(found.subscription);
  if (silent.length === 0 || waiting === 0) return undefined;
  const [first] = silent;
  const areAll = silent.length === asked.length;
  const who = areAll && asked.length > 1 ? 'None of the consumers asks' : `${whoIsSilent(silent)} not asking`;
  return finding(
    found,
    'not-asking',
    areAll ? 'critical' : 'warning',
    { name: 'availablePermits', value: first?.availablePermits ?? 0, unit: 'permits' },
    `${who} for messages (permits 0) while ${countWords(waiting, 'message')} could be delivered.`,
    'Look at that consumer: its queue is full or its handler hangs. It asks again once it has worked some off.',
  );
};

function whoIsSilent(silent: readonly ConsumerStats[]): string {
  const [first] = silent;
  return silent.length === 1 && first !== undefined
    ? `Consumer "${first.name}" is`
    : `${countWords(silent.length, 'consumer')} are`;
}

export const blockedOnUnacked: Rule = (found) => {
  const { subscription } = found;
  const blocked = subscription.consumers.filter(({ blockedOnUnacked: isBlocked }) => isBlocked);
  if (!subscription.blockedOnUnacked && blocked.length === 0) return undefined;
  const unacked = subscription.blockedOnUnacked
    ? subscription.unacked
    : blocked.reduce((sum, consumer) => sum + consumer.unacked, 0);
  const whom = subscription.blockedOnUnacked
    ? 'this subscription'
    : `${countWords(blocked.length, 'consumer')} of it`;
  return finding(
    found,
    'blocked-on-unacked',
    'critical',
    { name: 'unackedMessages', value: unacked, unit: 'messages' },
    `The service has stopped delivering to ${whom}: ${countWords(unacked, 'message')} are not acknowledged.`,
    'Acknowledge what is done, or restart the consumer: its un-acked messages are then delivered again.',
  );
};

export const notAcking: Rule = (found) => {
  const { subscription, trend, now } = found;
  const { unacked, consumers, lastAckedAt, lastConsumedAt } = subscription;
  if (unacked <= 0 || consumers.length === 0) return undefined;
  // Everything un-acked came at the last delivery or before; and the samples may know of an even longer wait.
  const deliveredAt = lastConsumedAt > 0 ? Math.min(lastConsumedAt, now) : now;
  const since = Math.max(lastAckedAt, Math.min(deliveredAt, trend.unackedSince));
  const silence = now - since;
  if (silence < patience) return undefined;
  const lastAck = lastAckedAt > 0 ? `the last ack is ${spanWords(now - lastAckedAt)} old` : 'no ack is known';
  return finding(
    found,
    'not-acking',
    'warning',
    { name: 'unackedMessages', value: unacked, unit: 'messages' },
    `Not acknowledging for at least ${spanWords(silence)}: ${countWords(unacked, 'message')} delivered, ${lastAck}.`,
    'Find the message it hangs on: the oldest un-acked one. Negative-ack it, or restart the consumer.',
  );
};
