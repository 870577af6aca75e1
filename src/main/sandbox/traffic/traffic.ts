// The traffic room: what flows through the sandbox by itself, so that there is something to see in the first second.
// It works on the broker directly, without sockets, and every message follows from a seed.
import type { Broker } from '../broker/broker.ts';
import type { MessageDraft } from '../broker/message.ts';
import { PartitionedTopic } from '../broker/partitioned-topic.ts';
import { createProducer } from '../broker/producer.ts';
import type { Topic } from '../broker/topic.ts';
import type { FabricCatalog } from '../fabric-catalog.ts';
import { createOrders } from './orders.ts';
import { seededRandom } from './random.ts';
import { createTelemetry } from './telemetry.ts';
import { startTicker, type Ticker } from './ticker.ts';

export interface TrafficOptions {
  readonly seed: number;
  readonly ordersPerSecond: number;
  readonly telemetryPerSecond: number;
  /** Orders that are there at the start, spread over the time before it. */
  readonly ordersHistory: number;
}

export interface Traffic {
  setTelemetryRate(perSecond: number): void;
  setOrdersRate(perSecond: number): void;
  stop(): void;
}

export interface TrafficPlace {
  readonly broker: Broker;
  readonly fabrics: FabricCatalog;
  readonly tenant: string;
  readonly fabric: string;
}

export function startTraffic(place: TrafficPlace, options: TrafficOptions): Traffic {
  const { clock } = place.broker;
  const orders = createStream(place, 'orders', true);
  const telemetry = createStream(place, 'telemetry', false);
  const nextOrder = createOrders(seededRandom(options.seed));
  const nextReading = createTelemetry(seededRandom(options.seed + 1));
  addHistory(orders, options, clock.now(), nextOrder);
  const ordersTicker = feed(place.broker, orders, {
    name: 'shop',
    perSecond: options.ordersPerSecond,
    next: nextOrder,
  });
  const telemetryTicker = feed(place.broker, telemetry, {
    name: 'plant',
    perSecond: options.telemetryPerSecond,
    next: nextReading,
  });
  return {
    setTelemetryRate: (perSecond) => telemetryTicker.setRate(perSecond),
    setOrdersRate: (perSecond) => ordersTicker.setRate(perSecond),
    stop() {
      ordersTicker.stop();
      telemetryTicker.stop();
    },
  };
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

function addHistory(
  orders: Topic,
  options: TrafficOptions,
  nowMs: number,
  next: (nowMs: number) => MessageDraft,
): void {
  const stepMs = 1000 / Math.max(1, options.ordersPerSecond);
  for (let left = options.ordersHistory; left > 0; left--) {
    const publishedMs = Math.round(nowMs - left * stepMs);
    orders.publishAt(next(publishedMs), publishedMs);
  }
}
