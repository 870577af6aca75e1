import type { Broker } from '../broker/broker.ts';
import type { MessageDraft } from '../broker/message.ts';
import { PartitionedTopic } from '../broker/partitioned-topic.ts';
import { createProducer } from '../broker/producer.ts';
import type { Topic } from '../broker/topic.ts';
import type { FabricCatalog } from '../fabric-catalog.ts';
import { startTicker, type Ticker } from './ticker.ts';

/** Where traffic flows. */
export interface TrafficPlace {
  readonly broker: Broker;
  readonly fabrics: FabricCatalog;
  readonly tenant: string;
  readonly fabric: string;
}

/** A stream of a fabric under its prefixed name (protocol B). */
export function createStream(place: TrafficPlace, name: string, isGlobal: boolean): Topic {
  const { broker, fabrics, tenant, fabric } = place;
  const namespace = fabrics.namespace(fabric, isGlobal).name;
  const local = `${isGlobal ? 'c8globals' : 'c8locals'}.${name}`;
  const topic = broker.createTopic({ domain: 'persistent', tenant, namespace, local });
  if (topic instanceof PartitionedTopic) throw new Error(`stream ${local} has partitions`);
  return topic;
}

/** Publishes what a generator makes, at a rate, as a producer that the statistics show. */
export function feed(
  broker: Broker,
  topic: Topic,
  source: { name: string; perSecond: number; next: (nowMs: number) => MessageDraft },
): Ticker {
  const { clock } = broker;
  const producer = createProducer({
    id: broker.nextSerial(),
    name: source.name,
    address: '/sandbox',
    nowMs: clock.now(),
  });
  topic.producers.set(producer.name, producer);
  return startTicker(clock, source.perSecond, (count) => {
    // The stream may be deleted or terminated by whoever plays with the sandbox; its traffic then just ends.
    if (topic.isDeleted || topic.isTerminated) return;
    const nowMs = clock.now();
    for (let made = 0; made < count; made++) {
      const draft = source.next(nowMs);
      topic.publish(draft);
      producer.rateIn.record(nowMs, 1, draft.payloadBytes);
    }
  });
}
