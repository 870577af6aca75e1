import { PartitionedTopic } from './partitioned-topic.ts';
import type { Topic } from './topic.ts';

export interface NamespaceRetention {
  readonly retentionTimeInMinutes: number;
  readonly retentionSizeInMB: number;
}

/** The topics of one namespace and the policy they share: on GDN one side (local or global) of a fabric (protocol B). */
export class Namespace {
  readonly tenant: string;
  readonly name: string;
  /** By full name; a partitioned topic's parts stand beside their parent. */
  readonly topics = new Map<string, Topic | PartitionedTopic>();
  /** 0 means that messages do not expire. */
  timeToLiveSeconds = 0;
  /** As it was set through the admin API (protocol E3); the sandbox keeps messages by bounds of its own. */
  retention: NamespaceRetention | undefined;

  constructor(tenant: string, name: string) {
    this.tenant = tenant;
    this.name = name;
  }

  /** Topics that hold messages: plain ones and partitions. */
  *flatTopics(): Generator<Topic> {
    for (const topic of this.topics.values()) if (!(topic instanceof PartitionedTopic)) yield topic;
  }

  enforceTimeToLive(nowMs: number): void {
    if (this.timeToLiveSeconds === 0) return;
    const oldestMs = nowMs - this.timeToLiveSeconds * 1000;
    for (const topic of this.flatTopics()) {
      for (const subscription of topic.subscriptions.values()) subscription.expireBefore(oldestMs);
    }
  }
}
