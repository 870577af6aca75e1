import { brief, encoded } from './payload.ts';
import type { Scenario } from './scenario.ts';

const DELAY_MS = 2_500;
const TYPES = ['Exclusive', 'Failover', 'Shared', 'Key_Shared'] as const;

/** Delays hold on Shared and Key_Shared only (protocol D4). */
export const delayedDelivery: Scenario = {
  name: 'delayed-delivery',
  section: 'D4',
  async run(context) {
    for (const subscriptionType of TYPES) {
      const topic = context.topic(`topic-${subscriptionType}`);
      const consumer = await context.consumer(topic, 'later', { subscriptionType });
      const reader = await context.reader(topic);
      const producer = await context.producer(topic);
      await producer.ask({ payload: encoded('at once') });
      await producer.ask({ payload: encoded('after'), deliverAfterMs: DELAY_MS });
      await producer.ask({ payload: encoded('at'), deliverAt: Date.now() + DELAY_MS });
      await producer.ask({ payload: encoded('past'), deliverAt: Date.now() - 60_000 });
      // A Failover consumer begins after a second.
      const early = subscriptionType === 'Failover' ? 1_300 : 700;
      context.record(`${subscriptionType}: early`, (await consumer.rest(early)).map(brief));
      context.record(`${subscriptionType}: later`, (await consumer.rest(DELAY_MS + 700)).map(brief).sort());
      context.record(`${subscriptionType}: a reader`, (await reader.rest(0)).map(brief));
    }
  },
};
