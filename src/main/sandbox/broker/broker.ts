// The broker room: topics, subscriptions, cursors and dispatch, as protocol D and E describe them. It knows nothing of
// HTTP or sockets; time comes in as a clock. One broker holds every tenant's namespaces in memory.
import type { Clock } from '../../../shared/domain/clock.ts';
import { every } from '../clock.ts';
import { BrokerError } from './broker-error.ts';
import { Namespace } from './namespace.ts';
import { PartitionedTopic } from './partitioned-topic.ts';
import { defaultRetention, type Retention } from './retention.ts';
import { Topic } from './topic.ts';
import { fullName, namespaceKey, type TopicName } from './topic-name.ts';

/** How often the time to live is enforced. */
const EXPIRY_CHECK_MS = 1_000;
/** Small enough to read, large enough to show ids of more than one varint byte. */
const FIRST_LEDGER_ID = 1_201;

export class Broker {
  readonly clock: Clock;
  readonly namespaces = new Map<string, Namespace>();
  readonly #retention: Retention;
  readonly #expiry: { stop(): void };
  #ledgerId: number;
  #serial = 0;

  constructor(options: {
    clock: Clock;
    retention?: Retention | undefined;
    firstLedgerId?: number | undefined;
  }) {
    this.clock = options.clock;
    this.#retention = options.retention ?? defaultRetention;
    this.#ledgerId = options.firstLedgerId ?? FIRST_LEDGER_ID;
    this.#expiry = every(options.clock, EXPIRY_CHECK_MS, () => {
      for (const namespace of this.namespaces.values()) namespace.enforceTimeToLive(this.clock.now());
    });
  }

  createNamespace(tenant: string, namespace: string): Namespace {
    const key = namespaceKey({ tenant, namespace });
    const existing = this.namespaces.get(key);
    if (existing !== undefined) return existing;
    const created = new Namespace(tenant, namespace);
    this.namespaces.set(key, created);
    return created;
  }

  removeNamespace(tenant: string, namespace: string): void {
    for (const topic of this.namespace(tenant, namespace).flatTopics()) topic.remove();
    this.namespaces.delete(namespaceKey({ tenant, namespace }));
  }

  namespace(tenant: string, namespace: string): Namespace {
    const found = this.namespaces.get(namespaceKey({ tenant, namespace }));
    if (found === undefined) throw new BrokerError('namespace-not-found', 'Namespace does not exist');
    return found;
  }

  /** A topic without partitions, or one partition by its own name; partitions are found through their parent. */
  find(name: TopicName): Topic | PartitionedTopic | undefined {
    return this.namespaces.get(namespaceKey(name))?.topics.get(fullName(name));
  }

  createTopic(name: TopicName, partitions = 0): Topic | PartitionedTopic {
    const namespace = this.namespace(name.tenant, name.namespace);
    if (this.find(name) !== undefined) throw new BrokerError('topic-exists', 'This topic already exists');
    if (partitions === 0) {
      const topic = this.#newTopic(name, -1);
      namespace.topics.set(fullName(name), topic);
      return topic;
    }
    const parts = Array.from({ length: partitions }, (_unused, partition) =>
      this.#newTopic({ ...name, local: `${name.local}-partition-${partition}` }, partition),
    );
    for (const part of parts) namespace.topics.set(fullName(part.name), part);
    const parent = new PartitionedTopic(name, parts);
    namespace.topics.set(fullName(name), parent);
    return parent;
  }

  findOrCreate(name: TopicName): Topic | PartitionedTopic {
    return this.find(name) ?? this.createTopic(name);
  }

  deleteTopic(name: TopicName, options: { force: boolean }): void {
    const found = this.find(name);
    if (found === undefined) throw new BrokerError('topic-not-found', 'Topic not found');
    const topics = found instanceof PartitionedTopic ? found.partitions : [found];
    if (!options.force && topics.some((topic) => topic.isInUse)) {
      throw new BrokerError('topic-in-use', 'Topic has active producers/subscriptions');
    }
    const namespace = this.namespace(name.tenant, name.namespace);
    for (const topic of topics) {
      topic.remove();
      namespace.topics.delete(fullName(topic.name));
    }
    namespace.topics.delete(fullName(name));
  }

  /** A number that no other producer, consumer or reader of this broker got. */
  nextSerial(): number {
    return this.#serial++;
  }

  stop(): void {
    this.#expiry.stop();
    for (const namespace of this.namespaces.values())
      for (const topic of namespace.flatTopics()) topic.remove();
  }

  #newTopic(name: TopicName, partition: number): Topic {
    return new Topic({
      name,
      partition,
      clock: this.clock,
      retention: this.#retention,
      nextLedgerId: () => this.#ledgerId++,
    });
  }
}
