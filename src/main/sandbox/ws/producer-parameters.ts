import { booleanParameter, choiceParameter, integerParameter, nameParameter } from './query-parameters.ts';
import { invalidParameter, UpgradeRefusal } from './upgrade-refusal.ts';

export interface ProducerParameters {
  readonly batchingEnabled: boolean;
  readonly batchingMaxMessages: number;
  readonly batchingMaxPublishDelayMs: number;
  readonly maxPendingMessages: number;
  readonly isRoundRobin: boolean;
  readonly producerName: string | undefined;
  readonly initialSequenceId: number;
}

/** Reads the query of a producer socket (protocol D2); throws a 400 refusal. */
export function parseProducerParameters(query: URLSearchParams): ProducerParameters {
  choiceParameter(query, 'compressionType', ['NONE', 'LZ4', 'ZLIB', 'ZSTD', 'SNAPPY'], 'NONE');
  choiceParameter(query, 'hashingScheme', ['JavaStringHash', 'Murmur3_32Hash'], 'JavaStringHash');
  if (integerParameter(query, 'sendTimeoutMillis', 30_000) < 0)
    throw invalidParameter('sendTimeout needs to be >= 0');
  const routing = choiceParameter(
    query,
    'messageRoutingMode',
    ['SinglePartition', 'RoundRobinPartition', 'CustomPartition'],
    'SinglePartition',
  );
  if (query.has('encryptionKeys')) {
    throw new UpgradeRefusal(500, 'Failed to create producer/consumer: the service has no key reader');
  }
  return {
    ...batching(query),
    isRoundRobin: routing === 'RoundRobinPartition',
    producerName: nameParameter(query, 'producerName'),
    initialSequenceId: integerParameter(query, 'initialSequenceId', -1),
  };
}

type Batching = Pick<
  ProducerParameters,
  'batchingEnabled' | 'batchingMaxMessages' | 'batchingMaxPublishDelayMs' | 'maxPendingMessages'
>;

/** Without batching its limits are not even read, and neither is that of the queue (protocol D2). */
function batching(query: URLSearchParams): Batching {
  if (!booleanParameter(query, 'batchingEnabled')) {
    return {
      batchingEnabled: false,
      batchingMaxMessages: 1,
      batchingMaxPublishDelayMs: 0,
      maxPendingMessages: 0,
    };
  }
  const batchingMaxMessages = integerParameter(query, 'batchingMaxMessages', 1_000);
  const maxPendingMessages = integerParameter(query, 'maxPendingMessages', 1_000);
  const batchingMaxPublishDelayMs = integerParameter(query, 'batchingMaxPublishDelay', 10);
  if (batchingMaxPublishDelayMs < 1) {
    throw invalidParameter('configured value for batch delay must be at least 1ms');
  }
  if (maxPendingMessages < 0) throw invalidParameter('maxPendingMessages needs to be >= 0');
  return {
    batchingEnabled: true,
    // 0 means no limit of number.
    batchingMaxMessages: batchingMaxMessages < 1 ? Infinity : batchingMaxMessages,
    batchingMaxPublishDelayMs,
    maxPendingMessages,
  };
}
