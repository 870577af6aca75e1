import { booleanParameter, choiceParameter, integerParameter } from './query-parameters.ts';
import { invalidParameter } from './upgrade-refusal.ts';

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
  const batchingMaxMessages = integerParameter(query, 'batchingMaxMessages', 1_000);
  const maxPendingMessages = integerParameter(query, 'maxPendingMessages', 1_000);
  const batchingMaxPublishDelayMs = integerParameter(query, 'batchingMaxPublishDelay', 10);
  if (batchingMaxMessages < 1 || maxPendingMessages < 0 || batchingMaxPublishDelayMs < 0) {
    throw invalidParameter('batching and queue limits need to be positive');
  }
  return {
    batchingEnabled: booleanParameter(query, 'batchingEnabled'),
    batchingMaxMessages,
    batchingMaxPublishDelayMs,
    maxPendingMessages,
    isRoundRobin: routing === 'RoundRobinPartition',
    producerName: query.get('producerName') ?? undefined,
    initialSequenceId: integerParameter(query, 'initialSequenceId', -1),
  };
}
