import type { Consumer } from './consumer.ts';
import {
  fixedConsumerStats,
  fixedPublisherStats,
  fixedSubscriptionStats,
  fixedTopicStats,
} from './fixed-stats.ts';
import { formatIsoTime } from './iso-time.ts';
import type { Producer } from './producer.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

export type StatsObject = Readonly<Record<string, unknown>>;

/** TopicStats with the names of protocol E5; rates over the last ten seconds, counters since the topic was made. */
export function topicStats(topic: Topic, nowMs: number): StatsObject {
  const rateIn = topic.rateIn.read(nowMs);
  const subscriptions = [...topic.subscriptions.values()];
  const consumers = subscriptions.flatMap((subscription) => subscription.consumers);
  const delivered = subscriptions.map((subscription) => subscription.delivered);
  const averageSize = averageMessageSize(topic);
  return {
    msgRateIn: rateIn.messagesPerSecond,
    msgThroughputIn: rateIn.bytesPerSecond,
    msgRateOut: sum(consumers, (consumer) => consumer.rateOut.read(nowMs).messagesPerSecond),
    msgThroughputOut: sum(consumers, (consumer) => consumer.rateOut.read(nowMs).bytesPerSecond),
    bytesInCounter: topic.bytesIn,
    msgInCounter: topic.messagesIn,
    bytesOutCounter: sum(delivered, ({ bytesOut }) => bytesOut),
    msgOutCounter: sum(delivered, ({ messagesOut }) => messagesOut),
    averageMsgSize: averageSize,
    storageSize: topic.log.bytes,
    backlogSize: Math.round(averageSize * Math.max(0, ...subscriptions.map(({ backlog }) => backlog))),
    publishers: [...topic.producers.values()].map((producer) => producerStats(producer, nowMs)),
    subscriptions: Object.fromEntries(
      subscriptions.map((subscription) => [
        subscription.name,
        subscriptionStats(subscription, averageSize, nowMs),
      ]),
    ),
    nonContiguousDeletedMessagesRanges: sum(subscriptions, ({ cursor }) => cursor.scatteredRanges.length),
    nonContiguousDeletedMessagesRangesSerializedSize: sum(subscriptions, rangesSize),
    topicCreationTimeStamp: topic.createdMs,
    lastPublishTimeStamp: topic.log.last?.publishTimeMs ?? 0,
    ...fixedTopicStats,
  };
}

function producerStats(producer: Producer, nowMs: number): StatsObject {
  const { messagesPerSecond, bytesPerSecond } = producer.rateIn.read(nowMs);
  return {
    msgRateIn: messagesPerSecond,
    msgThroughputIn: bytesPerSecond,
    averageMsgSize: messagesPerSecond === 0 ? 0 : Math.round(bytesPerSecond / messagesPerSecond),
    producerId: producer.id,
    producerName: producer.name,
    address: producer.address,
    connectedSince: formatIsoTime(producer.connectedAtMs),
    ...fixedPublisherStats,
  };
}

function subscriptionStats(subscription: Subscription, averageSize: number, nowMs: number): StatsObject {
  const { consumers, delivered, delayedCount, backlog } = subscription;
  const isShared = subscription.type === 'Shared' || subscription.type === 'Key_Shared';
  return {
    msgRateOut: sum(consumers, (consumer) => consumer.rateOut.read(nowMs).messagesPerSecond),
    msgThroughputOut: sum(consumers, (consumer) => consumer.rateOut.read(nowMs).bytesPerSecond),
    bytesOutCounter: delivered.bytesOut,
    msgOutCounter: delivered.messagesOut,
    msgRateRedeliver: sum(consumers, (consumer) => consumer.rateRedeliver.read(nowMs).messagesPerSecond),
    msgBacklog: backlog,
    backlogSize: Math.round(averageSize * backlog),
    msgBacklogNoDelayed: Math.max(0, backlog - delayedCount),
    msgDelayed: delayedCount,
    // Brokers count what is owed on Shared and Key_Shared only.
    unackedMessages: isShared ? subscription.unackedCount : 0,
    type: subscription.type,
    activeConsumerName: subscription.activeConsumer?.name,
    msgRateExpired: subscription.rateExpired.read(nowMs).messagesPerSecond,
    msgExpired: subscription.totalExpired,
    totalMsgExpired: subscription.totalExpired,
    lastExpireTimestamp: subscription.lastExpireMs,
    lastConsumedFlowTimestamp: subscription.lastFlowMs,
    lastConsumedTimestamp: delivered.lastConsumedMs,
    lastAckedTimestamp: subscription.lastAckedMs,
    consumers: consumers.map((consumer) => consumerStats(consumer, isShared, nowMs)),
    isDurable: subscription.isDurable,
    durable: subscription.isDurable,
    nonContiguousDeletedMessagesRanges: subscription.cursor.scatteredRanges.length,
    nonContiguousDeletedMessagesRangesSerializedSize: rangesSize(subscription),
    ...fixedSubscriptionStats,
  };
}

function consumerStats(consumer: Consumer, isShared: boolean, nowMs: number): StatsObject {
  const { messagesPerSecond, bytesPerSecond } = consumer.rateOut.read(nowMs);
  return {
    msgRateOut: messagesPerSecond,
    msgThroughputOut: bytesPerSecond,
    bytesOutCounter: consumer.bytesOut,
    msgOutCounter: consumer.messagesOut,
    msgRateRedeliver: consumer.rateRedeliver.read(nowMs).messagesPerSecond,
    consumerName: consumer.name,
    availablePermits: consumer.permits,
    unackedMessages: isShared ? consumer.unacked.size : 0,
    blockedConsumerOnUnackedMsgs: consumer.isBlockedOnUnacked,
    lastAckedTimestamp: consumer.lastAckedMs,
    lastConsumedTimestamp: consumer.lastConsumedMs,
    lastAckedTime: formatIsoTime(consumer.lastAckedMs),
    lastConsumedTime: formatIsoTime(consumer.lastConsumedMs),
    lastConsumedFlowTimestamp: consumer.lastFlowMs,
    firstConsumedFlowTimestamp: consumer.connectedAtMs,
    firstMessagesSentTimestamp: consumer.firstConsumedMs,
    address: consumer.address,
    connectedSince: formatIsoTime(consumer.connectedAtMs),
    ...fixedConsumerStats,
  };
}

/** The real broker writes six bytes for each range. */
function rangesSize({ cursor }: Subscription): number {
  return cursor.scatteredRanges.length * 6;
}

export function averageMessageSize(topic: Topic): number {
  return topic.log.count === 0 ? 0 : topic.log.bytes / topic.log.count;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
