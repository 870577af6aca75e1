// The traffic room: what flows through the sandbox by itself, so that there is something to see in the first second.
// It works on the broker directly, without sockets, and every message follows from a seed.
import type { MessageDraft } from '../broker/message.ts';
import type { Topic } from '../broker/topic.ts';
import { startDemonstrations } from './demonstrations.ts';
import { createOrders } from './orders.ts';
import { seededRandom } from './random.ts';
import { createTelemetry } from './telemetry.ts';
import { createStream, feed, type TrafficPlace } from './stream-feed.ts';

export interface TrafficOptions {
  readonly seed: number;
  readonly ordersPerSecond: number;
  readonly telemetryPerSecond: number;
  /** Orders that are there at the start, spread over the time before it. */
  readonly ordersHistory: number;
  /** Payments, images and the other situations besides orders and telemetry. */
  readonly hasDemonstrations: boolean;
}

export interface Traffic {
  setTelemetryRate(perSecond: number): void;
  setOrdersRate(perSecond: number): void;
  stop(): void;
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
  const demonstrations = options.hasDemonstrations
    ? startDemonstrations(place, orders, options.seed)
    : undefined;
  return {
    setTelemetryRate: (perSecond) => telemetryTicker.setRate(perSecond),
    setOrdersRate: (perSecond) => ordersTicker.setRate(perSecond),
    stop() {
      ordersTicker.stop();
      telemetryTicker.stop();
      demonstrations?.stop();
    },
  };
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
