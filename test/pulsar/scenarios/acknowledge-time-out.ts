import { brief, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

const TYPES = ['Exclusive', 'Shared'] as const;

/** What is not answered in time comes again, and never frees the window (protocol D7, D12). */
export const acknowledgeTimeOut: Scenario = {
  name: 'acknowledge-time-out',
  section: 'D3 D7 D12',
  async run(context) {
    for (const subscriptionType of TYPES) {
      const topic = context.topic(`topic-${subscriptionType}`);
      const consumer = await context.consumer(topic, 'late', { subscriptionType, ackTimeoutMillis: 1_000 });
      const producer = await context.producer(topic);
      await publishAll(producer, texts(3));
      const frames = await consumer.take(3);
      context.record(`${subscriptionType}: first delivery`, frames.map(brief));
      acknowledge(consumer, frames.slice(0, 1));
      const again = await consumer.take(2, 6_000);
      context.record(`${subscriptionType}: after the time-out`, again.map(brief));
      acknowledge(consumer, again);
      context.record(`${subscriptionType}: after acks`, (await consumer.rest(2_500)).map(brief));
    }
    const topic = context.topic('topic-window');
    const consumer = await context.consumer(topic, 'stalled', {
      subscriptionType: 'Shared',
      ackTimeoutMillis: 1_000,
      receiverQueueSize: 2,
    });
    await publishAll(await context.producer(topic), texts(4));
    context.record('a window of 2', (await consumer.take(2)).map(brief));
    context.record('stays shut after the time-out', (await consumer.rest(4_000)).map(brief));
  },
};
