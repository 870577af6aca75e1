import { decoded, encoded, fieldOf } from './payload.ts';
import type { Scenario } from './scenario.ts';

const KEYS = Array.from({ length: 24 }, (_, index) => `key-${index}`);
const ROUNDS = 3;

/** A key belongs to one consumer, and its messages keep their order (protocol D12). */
export const keyShared: Scenario = {
  name: 'key-shared',
  section: 'D12',
  async run(context) {
    const topic = context.topic();
    const type = { subscriptionType: 'Key_Shared' };
    const consumers = [
      await context.consumer(topic, 'keys', type),
      await context.consumer(topic, 'keys', type),
    ];
    const producer = await context.producer(topic);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const key of KEYS) await producer.ask({ payload: encoded(`${key} ${round}`), key });
    }
    const received: unknown[][] = [];
    for (const consumer of consumers) {
      received.push([...(await consumer.take(1)), ...(await consumer.rest(1_000))]);
    }
    const owners = new Map<unknown, Set<number>>();
    const orders = new Map<unknown, unknown[]>();
    received.forEach((frames, index) => {
      for (const frame of frames) {
        const key = fieldOf(frame, 'key');
        owners.set(key, (owners.get(key) ?? new Set()).add(index));
        orders.set(key, [...(orders.get(key) ?? []), decoded(frame)]);
      }
    });
    context.record('messages received', received.flat().length);
    context.record('keys with one owner', [...owners.values()].filter(({ size }) => size === 1).length);
    context.record(
      'both have keys',
      received.every((frames) => frames.length > 0),
    );
    const inOrder = [...orders].filter(
      ([key, list]) => list.join() === [0, 1, 2].map((round) => `${String(key)} ${round}`).join(),
    );
    context.record('keys in order', inOrder.length);
  },
};
