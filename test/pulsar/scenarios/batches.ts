import { backlogOf } from './backlog.ts';
import { brief, encoded, messageIdOf, texts } from './payload.ts';
import { acknowledge } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Messages of a batch share an entry; each is acknowledged on its own (protocol D7, D13). */
export const batches: Scenario = {
  name: 'batches',
  section: 'D2 D7 D13',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'audit', {
      subscriptionType: 'Shared',
      negativeAckRedeliveryDelay: 300,
    });
    const producer = await context.producer(topic, {
      batchingEnabled: true,
      batchingMaxMessages: 4,
      batchingMaxPublishDelay: 5_000,
    });
    for (const text of texts(4)) producer.send({ payload: encoded(text), context: text });
    context.record('receipts', await producer.take(4));
    const frames = await consumer.take(4);
    context.record('frames', frames);
    context.record('backlog', await backlogOf(context, topic, 'audit', 4));
    acknowledge(consumer, frames.slice(0, 2));
    await consumer.rest(300);
    consumer.send({ type: 'negativeAcknowledge', messageId: messageIdOf(frames[3]) });
    const again = [...(await consumer.take(1)), ...(await consumer.rest(1_000))];
    context.record('after two acks and a negative ack of the last', again.map(brief));
    await consumer.close();
    const next = await context.consumer(topic, 'audit', { subscriptionType: 'Shared' });
    const left = [...(await next.take(1)), ...(await next.rest(800))];
    context.record('the next consumer gets', left.map(brief));
    acknowledge(next, left);
    context.record('backlog at the end', await backlogOf(context, topic, 'audit', 0));
    for (const text of texts(2, 'slow')) producer.send({ payload: encoded(text) });
    context.record('an unfinished batch waits', await producer.rest(500));
  },
};
