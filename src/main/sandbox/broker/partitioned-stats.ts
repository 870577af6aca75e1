import type { PartitionedTopic } from './partitioned-topic.ts';
import { topicStats, type StatsObject } from './topic-stats.ts';
import { fullName } from './topic-name.ts';

/** The sum over all partitions and, if wanted, each of them (protocol E2). */
export function partitionedStats(
  topic: PartitionedTopic,
  nowMs: number,
  isPerPartition: boolean,
): StatsObject {
  const parts = topic.partitions.map((part) => ({
    name: fullName(part.name),
    stats: topicStats(part, nowMs),
  }));
  return {
    ...parts.map(({ stats }) => stats).reduce(merge, {}),
    metadata: { partitions: topic.partitions.length, deleted: false },
    partitions: isPerPartition ? Object.fromEntries(parts.map(({ name, stats }) => [name, stats])) : {},
  };
}

/** Numbers add up, lists follow each other, objects merge by name, the rest is the first one's. */
function merge(sum: StatsObject, next: StatsObject): StatsObject {
  const merged: Record<string, unknown> = { ...sum };
  for (const [name, value] of Object.entries(next)) merged[name] = mergeValue(sum[name], value);
  return merged;
}

function mergeValue(sum: unknown, value: unknown): unknown {
  if (sum === undefined) return value;
  if (typeof sum === 'number' && typeof value === 'number') return sum + value;
  if (Array.isArray(sum) && Array.isArray(value)) return [...sum, ...value];
  if (isPlain(sum) && isPlain(value)) return merge(sum, value);
  return sum;
}

function isPlain(value: unknown): value is StatsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
