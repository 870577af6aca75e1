import { upgradeOutcome } from './outcome.ts';
import type { Scenario } from './scenario.ts';
import type { Parameters } from './scenario-context.ts';

const CONSUMER: readonly Parameters[] = [
  { shoeSize: 42 },
  { subscriptionType: 'exclusive' },
  { subscriptionType: 'KeyShared' },
  { subscriptionType: '' },
  { subscriptionMode: 'Durable' },
  { subscriptionMode: 'NonDurable' },
  { subscriptionMode: 'nondurable' },
  { subscriptionInitialPosition: 'Earliest' },
  { subscriptionInitialPosition: 'Latest' },
  { subscriptionInitialPosition: 'earliest' },
  { ackTimeoutMillis: 0 },
  { ackTimeoutMillis: 1 },
  { ackTimeoutMillis: 999 },
  { ackTimeoutMillis: 1000 },
  { ackTimeoutMillis: -1 },
  { ackTimeoutMillis: 'long' },
  { negativeAckRedeliveryDelay: 0 },
  { negativeAckRedeliveryDelay: 50 },
  { negativeAckRedeliveryDelay: -1 },
  { negativeAckRedeliveryDelay: 'late' },
  { receiverQueueSize: -1 },
  { receiverQueueSize: 0 },
  { receiverQueueSize: '' },
  { receiverQueueSize: 'many' },
  { receiverQueueSize: '1.5' },
  { consumerName: '' },
  { consumerName: 'ü/?&' },
  { priorityLevel: 0 },
  { priorityLevel: -1 },
  { priorityLevel: 'high' },
  { maxRedeliverCount: 0 },
  { maxRedeliverCount: -1 },
  { maxRedeliverCount: 'often' },
  { deadLetterTopic: 'persistent://public/default/graveyard' },
  { maxRedeliverCount: 1, subscriptionType: 'Exclusive' },
  { pullMode: 'yes' },
  { cryptoFailureAction: 'CONSUME' },
  { cryptoFailureAction: 'shrug' },
];

const PRODUCER: readonly Parameters[] = [
  { shoeSize: 42 },
  { sendTimeoutMillis: 0 },
  { sendTimeoutMillis: -1 },
  { sendTimeoutMillis: 'soon' },
  { batchingEnabled: 'maybe' },
  { batchingEnabled: true, batchingMaxMessages: 0 },
  { batchingEnabled: true, batchingMaxMessages: 1 },
  { batchingEnabled: true, batchingMaxMessages: 'x' },
  { batchingEnabled: true, batchingMaxPublishDelay: 0 },
  { batchingEnabled: true, batchingMaxPublishDelay: -1 },
  { batchingMaxMessages: 'x' },
  { maxPendingMessages: 0 },
  { maxPendingMessages: -1 },
  { maxPendingMessages: 'x' },
  { batchingEnabled: true, maxPendingMessages: 0 },
  { messageRoutingMode: 'RoundRobinPartition' },
  { messageRoutingMode: 'CustomPartition' },
  { messageRoutingMode: 'roundrobin' },
  { compressionType: 'LZ4' },
  { compressionType: 'ZLIB' },
  { compressionType: 'ZSTD' },
  { compressionType: 'SNAPPY' },
  { compressionType: 'NONE' },
  { compressionType: 'lz4' },
  { producerName: '' },
  { producerName: 'named' },
  { initialSequenceId: 5 },
  { initialSequenceId: -7 },
  { initialSequenceId: 'x' },
  { hashingScheme: 'Murmur3_32Hash' },
  { hashingScheme: 'md5' },
  { encryptionKeys: 'someone' },
];

const READER: readonly Parameters[] = [
  { shoeSize: 42 },
  { receiverQueueSize: -1 },
  { receiverQueueSize: 0 },
  { receiverQueueSize: 'many' },
  { readerName: 'r' },
  { readerName: '' },
  { cryptoFailureAction: 'shrug' },
];

/** Which values open a socket and which are refused (protocol D2, D3, D9). */
export const parameters: Scenario = {
  name: 'parameters',
  section: 'D2 D3 D9',
  async run(context) {
    const topic = context.topic();
    const rows = [
      { path: `consumer/${topic.path}/audit`, list: CONSUMER },
      { path: `producer/${topic.path}`, list: PRODUCER },
      { path: `reader/${topic.path}`, list: READER },
    ];
    for (const { path, list } of rows) {
      for (const entry of list) {
        const upgrade = await context.upgrade(path, entry);
        context.record(`${path.split('/')[0] ?? ''} ${JSON.stringify(entry)}`, upgradeOutcome(upgrade));
        // One Exclusive consumer after the other: the next must find the subscription free.
        if (upgrade.kind === 'open') await upgrade.socket.close();
      }
    }
  },
};
