import type { Topic } from '../broker/topic.ts';
import { createGzipEvents, createShipments } from './encoded-events.ts';
import { createImages } from './images.ts';
import { createInventory } from './inventory.ts';
import { createPayments, isWholePayment } from './payments.ts';
import { seededRandom } from './random.ts';
import { startApplication } from './simulated-application.ts';
import { createStream, feed, type TrafficPlace } from './stream-feed.ts';

/** Settlement tries a payment this often again before it gives it up. */
const PAYMENT_REDELIVERIES = 3;

/**
 * Situations that a person meets in real systems, to look at in the first minutes: a healthy and a stuck subscription on the
 * orders, poison messages that end as dead letters, a global stream that lags by region, images, compressed and binary payloads.
 */
export function startDemonstrations(place: TrafficPlace, orders: Topic, seed: number): { stop(): void } {
  const { broker } = place;
  const random = (offset: number) => seededRandom(seed + offset);
  const payments = createStream(place, 'payments', true);
  createStream(place, 'payments-settlement-DLQ', true);
  const running: { stop(): void }[] = [
    feed(broker, payments, { name: 'checkout', perSecond: 4, next: createPayments(random(2)) }),
    feed(broker, createStream(place, 'inventory', true), {
      name: 'stock',
      perSecond: 6,
      next: createInventory(random(3)),
    }),
    feed(broker, createStream(place, 'images', false), {
      name: 'cameras',
      perSecond: 0.5,
      next: createImages(random(4)),
    }),
    feed(broker, createStream(place, 'gzip-events', false), {
      name: 'clicks',
      perSecond: 2,
      next: createGzipEvents(random(5)),
    }),
    feed(broker, createStream(place, 'shipments', false), {
      name: 'dispatch',
      perSecond: 1,
      next: createShipments(random(6)),
    }),
    startApplication(broker, payments, {
      subscription: 'settlement',
      type: 'Shared',
      name: 'settlement-1',
      queueSize: 500,
      workMs: 80,
      canProcess: isWholePayment,
      maxRedeliverCount: PAYMENT_REDELIVERIES,
      nackDelayMs: 2_000,
    }),
    ...['billing-1', 'billing-2'].map((name) =>
      startApplication(broker, orders, {
        subscription: 'billing',
        type: 'Shared',
        name,
        queueSize: 200,
        workMs: 60,
      }),
    ),
    startApplication(broker, orders, {
      subscription: 'fraud-check',
      type: 'Exclusive',
      name: 'fraud-check-7d9f',
      queueSize: 100,
      workMs: 'for ever',
    }),
  ];
  return {
    stop() {
      for (const { stop } of running) stop();
    },
  };
}
