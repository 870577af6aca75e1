import type { ConsumePlan } from '../../../shared/contract/schemas/session.ts';
import { deadLetterAckTimeoutMs } from '../../../shared/contract/schemas/session.ts';
import { formatCount, formatInteger } from '../../lib/format-number.ts';
import { formatDurationShort } from '../../lib/format-time.ts';
import { streamTitle } from '../../../shared/domain/stream-title.ts';

export type MorePlan = Pick<
  ConsumePlan,
  | 'ackPolicy'
  | 'ackTimeoutMs'
  | 'deadLetter'
  | 'pullMode'
  | 'consumerName'
  | 'priorityLevel'
  | 'receiverQueueSize'
>;

/** What each setting that was touched does, worst first; nothing for those left as they are. */
export function moreConsequences(plan: MorePlan): readonly string[] {
  return [
    ...deadLetterWords(plan),
    ...timeoutWords(plan),
    ...pullWords(plan),
    ...nameWords(plan),
    ...priorityWords(plan),
  ];
}

function deadLetterWords({ deadLetter, ackTimeoutMs }: MorePlan): readonly string[] {
  if (deadLetter === undefined) return [];
  const { fullName, maxRedeliveries } = deadLetter;
  const where =
    fullName === undefined
      ? 'the stream that the service names after this one and the subscription'
      : `“${streamTitle(fullName)}”`;
  const implied =
    ackTimeoutMs === undefined
      ? ` Brings an acknowledgement time-out of ${formatInteger(deadLetterAckTimeoutMs / 1_000)} s, because none is set.`
      : '';
  return [
    `After ${formatCount(maxRedeliveries, 'redelivery', 'redeliveries')} a message is published to ${where} and is gone from this subscription, for everybody on it.${implied}`,
  ];
}

function timeoutWords({ ackTimeoutMs, ackPolicy, pullMode }: MorePlan): readonly string[] {
  if (ackTimeoutMs === undefined) return [];
  const again = `What is not answered within ${formatDurationShort(ackTimeoutMs)} comes again, to you or to another consumer.`;
  const stalls = ackPolicy === 'manual' && pullMode !== true;
  // The service's window counts every copy (protocol D7).
  return [
    stalls ? `${again} Each copy takes a place in the window: left alone, the window fills for good.` : again,
  ];
}

function pullWords({ pullMode, receiverQueueSize, ackPolicy }: MorePlan): readonly string[] {
  if (pullMode !== true) return [];
  const asked = `Pull mode: ${formatCount(receiverQueueSize, 'message')} are asked for ahead, and more as they are stored.`;
  return [
    ackPolicy === 'manual'
      ? `${asked} Unacknowledged messages do not stop it: the whole backlog may come to you and wait for answers.`
      : asked,
  ];
}

function nameWords({ consumerName }: MorePlan): readonly string[] {
  return consumerName === undefined
    ? []
    : [`The service shows this consumer as “${consumerName}” to everybody who looks.`];
}

function priorityWords({ priorityLevel }: MorePlan): readonly string[] {
  if (priorityLevel === undefined) return [];
  return [
    priorityLevel === 0
      ? 'Priority 0: served before consumers of a higher number.'
      : `Priority ${formatInteger(priorityLevel)}: consumers of a lower number are served first, and you get what they leave.`,
  ];
}
