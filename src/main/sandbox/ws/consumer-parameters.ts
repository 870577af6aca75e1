import type { SubscriptionType } from '../broker/dispatcher.ts';
import { MAX_RECEIVER_QUEUE } from './flow-window.ts';
import { booleanParameter, choiceParameter, integerParameter, nameParameter } from './query-parameters.ts';
import { invalidParameter, UpgradeRefusal } from './upgrade-refusal.ts';

export interface ConsumerParameters {
  readonly type: SubscriptionType;
  readonly isDurable: boolean;
  readonly startsAtEarliest: boolean;
  /** 0 = off. */
  readonly ackTimeoutMs: number;
  readonly nackDelayMs: number;
  /** 0 to 1000. */
  readonly receiverQueueSize: number;
  readonly consumerName: string | undefined;
  readonly priorityLevel: number;
  /** 0 = no dead-letter policy. */
  readonly maxRedeliverCount: number;
  /** Full topic name; undefined means the default name. */
  readonly deadLetterTopic: string | undefined;
  readonly pullMode: boolean;
}

const LEAST_ACK_TIMEOUT_MS = 1_000;
const LEAST_NACK_DELAY_MS = 100;
const DEFAULT_NACK_DELAY_MS = 60_000;
/** A dead-letter policy without an ack time-out gets one (protocol D3). */
const DEAD_LETTER_ACK_TIMEOUT_MS = 30_000;

/** Reads the query of a consumer socket (protocol D3); throws a 400 refusal. */
export function parseConsumerParameters(query: URLSearchParams): ConsumerParameters {
  const type = choiceParameter(
    query,
    'subscriptionType',
    ['Exclusive', 'Failover', 'Shared', 'Key_Shared'],
    'Exclusive',
  );
  const mode = choiceParameter(query, 'subscriptionMode', ['Durable', 'NonDurable'], 'Durable');
  const start = choiceParameter(query, 'subscriptionInitialPosition', ['Latest', 'Earliest'], 'Latest');
  const ackTimeoutMs = integerParameter(query, 'ackTimeoutMillis', 0);
  if (ackTimeoutMs < 0 || (ackTimeoutMs > 0 && ackTimeoutMs < LEAST_ACK_TIMEOUT_MS)) {
    throw invalidParameter('Ack timeout should be greater than 1000 ms');
  }
  const queueSize = integerParameter(query, 'receiverQueueSize', MAX_RECEIVER_QUEUE);
  if (queueSize < 0) throw invalidParameter('receiverQueueSize needs to be >= 0');
  const priorityLevel = integerParameter(query, 'priorityLevel', 0);
  if (priorityLevel < 0) throw invalidParameter('priorityLevel needs to be >= 0');
  const maxRedeliverCount = integerParameter(query, 'maxRedeliverCount', 0);
  const deadLetterTopic = query.get('deadLetterTopic') ?? undefined;
  const hasPolicy = query.has('maxRedeliverCount') || deadLetterTopic !== undefined;
  if (maxRedeliverCount < 0 || (hasPolicy && maxRedeliverCount === 0)) {
    throw invalidParameter('MaxRedeliverCount must be > 0.');
  }
  const nackDelayMs = integerParameter(query, 'negativeAckRedeliveryDelay', DEFAULT_NACK_DELAY_MS);
  if (nackDelayMs < 0) throw invalidParameter('negativeAckRedeliveryDelay needs to be >= 0');
  return {
    type,
    isDurable: mode === 'Durable',
    startsAtEarliest: start === 'Earliest',
    ackTimeoutMs: ackTimeoutMs === 0 && maxRedeliverCount > 0 ? DEAD_LETTER_ACK_TIMEOUT_MS : ackTimeoutMs,
    nackDelayMs: Math.max(LEAST_NACK_DELAY_MS, nackDelayMs),
    receiverQueueSize: Math.min(queueSize, MAX_RECEIVER_QUEUE),
    consumerName: nameParameter(query, 'consumerName'),
    priorityLevel,
    maxRedeliverCount,
    deadLetterTopic,
    pullMode: booleanParameter(query, 'pullMode'),
  };
}

/** The queue of a reader; text that is no number is an error of the service itself there (protocol D9). */
export function readerQueueSize(query: URLSearchParams): number {
  const text = query.get('receiverQueueSize');
  if (text !== null && !/^[+-]?\d+$/.test(text)) {
    throw new UpgradeRefusal(500, `Failed to create reader: For input string: "${text}"`);
  }
  const size = integerParameter(query, 'receiverQueueSize', MAX_RECEIVER_QUEUE);
  if (size < 0) throw invalidParameter('receiverQueueSize needs to be >= 0');
  return Math.min(size, MAX_RECEIVER_QUEUE);
}
