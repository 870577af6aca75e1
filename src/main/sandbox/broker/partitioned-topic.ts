import type { Topic } from './topic.ts';
import type { TopicName } from './topic-name.ts';

/** The parent of partitions: holds no messages itself; sockets on it use all partitions. */
export class PartitionedTopic {
  readonly name: TopicName;
  readonly partitions: readonly Topic[];

  constructor(name: TopicName, partitions: readonly Topic[]) {
    this.name = name;
    this.partitions = partitions;
  }
}

/** The topics that hold the messages of `topic`. */
export function partsOf(topic: Topic | PartitionedTopic): readonly Topic[] {
  return 'partitions' in topic ? topic.partitions : [topic];
}
