import { z } from 'zod';
import type { StreamStats, SubscriptionStats } from '../../shared/contract/schemas/stream.ts';

// Builds differ in what they write (protocol E5), so whatever is missing or odd counts as nothing.
const count = z.coerce.number().catch(0);
const flag = z.boolean().catch(false);
const words = z.string().optional().catch(undefined);

const consumerSchema = z.object({
  consumerName: words,
  availablePermits: count,
  unackedMessages: count,
  blockedConsumerOnUnackedMsgs: flag,
  msgRateOut: count,
  address: words,
  connectedSince: words,
});

const subscriptionSchema = z.object({
  type: words,
  msgBacklog: count,
  unackedMessages: count,
  msgDelayed: count,
  msgRateOut: count,
  msgRateRedeliver: count,
  blockedSubscriptionOnUnackedMsgs: flag,
  activeConsumerName: words,
  lastConsumedTimestamp: count,
  lastAckedTimestamp: count,
  isDurable: z.boolean().optional().catch(undefined),
  durable: z.boolean().optional().catch(undefined),
  consumers: z.array(consumerSchema).catch([]),
});

const publisherSchema = z.object({
  producerName: words,
  producerId: count,
  msgRateIn: count,
  address: words,
  connectedSince: words,
});

const topicStatsSchema = z.object({
  msgRateIn: count,
  msgRateOut: count,
  msgThroughputIn: count,
  msgThroughputOut: count,
  msgInCounter: count,
  bytesInCounter: count,
  storageSize: count,
  averageMsgSize: count,
  subscriptions: z.record(z.string(), subscriptionSchema).catch({}),
  publishers: z.array(publisherSchema).catch([]),
});

/** Reads TopicStats, given as an object or as JSON text (protocol A7); undefined when it is neither. */
export function readTopicStats(value: unknown): StreamStats | undefined {
  const parsed = topicStatsSchema.safeParse(typeof value === 'string' ? parseJson(value) : value);
  if (!parsed.success) return undefined;
  const stats = parsed.data;
  const subscriptions = Object.entries(stats.subscriptions).map(([name, raw]) => readSubscription(name, raw));
  return {
    rateIn: stats.msgRateIn,
    rateOut: stats.msgRateOut,
    throughputIn: stats.msgThroughputIn,
    throughputOut: stats.msgThroughputOut,
    messagesIn: stats.msgInCounter,
    bytesIn: stats.bytesInCounter,
    storageSize: stats.storageSize,
    averageSize: stats.averageMsgSize,
    backlog: subscriptions.reduce(
      (most, { durable, backlog }) => (durable ? Math.max(most, backlog) : most),
      0,
    ),
    subscriptions,
    publishers: stats.publishers.map((publisher) => ({
      name: publisher.producerName ?? `producer ${publisher.producerId}`,
      rateIn: publisher.msgRateIn,
      address: publisher.address,
      connectedSince: publisher.connectedSince,
    })),
  };
}

function readSubscription(name: string, raw: z.infer<typeof subscriptionSchema>): SubscriptionStats {
  return {
    name,
    type: raw.type ?? 'unknown',
    durable: raw.isDurable ?? raw.durable ?? !/^reader-[0-9a-f]+$/.test(name),
    backlog: raw.msgBacklog,
    unacked: raw.unackedMessages,
    delayed: raw.msgDelayed,
    rateOut: raw.msgRateOut,
    rateRedeliver: raw.msgRateRedeliver,
    blockedOnUnacked: raw.blockedSubscriptionOnUnackedMsgs,
    lastConsumedAt: raw.lastConsumedTimestamp,
    lastAckedAt: raw.lastAckedTimestamp,
    activeConsumer: raw.activeConsumerName,
    consumers: raw.consumers.map((consumer) => ({
      name: consumer.consumerName ?? '',
      availablePermits: consumer.availablePermits,
      unacked: consumer.unackedMessages,
      blockedOnUnacked: consumer.blockedConsumerOnUnackedMsgs,
      rateOut: consumer.msgRateOut,
      address: consumer.address,
      connectedSince: consumer.connectedSince,
    })),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
