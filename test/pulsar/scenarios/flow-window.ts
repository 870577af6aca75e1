import { brief, messageIdOf, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Push mode: as many unanswered frames as the receiver queue holds, then silence (protocol D7). */
export const flowWindow: Scenario = {
  name: 'flow-window',
  section: 'D7',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'window', {
      receiverQueueSize: 5,
      subscriptionType: 'Shared',
    });
    const producer = await context.producer(topic);
    await publishAll(producer, texts(20));
    const first = [...(await consumer.take(5)), ...(await consumer.rest())];
    context.record('frames before any answer', first.map(brief));
    acknowledge(consumer, first.slice(0, 2));
    context.record('after two acks', [...(await consumer.take(2)), ...(await consumer.rest())].map(brief));
    consumer.send({ type: 'isEndOfTopic' });
    context.record('isEndOfTopic answers', await consumer.next());
    context.record('and frees nothing', (await consumer.rest()).map(brief));
    consumer.send({ type: 'negativeAcknowledge', messageId: messageIdOf(first[2]) });
    context.record(
      'after a negative ack',
      [...(await consumer.take(1)), ...(await consumer.rest())].map(brief),
    );
    acknowledge(consumer, first.slice(0, 1));
    context.record(
      'after the same ack once more',
      [...(await consumer.take(1)), ...(await consumer.rest())].map(brief),
    );
    consumer.send({ type: 'permit', permitMessages: 3 });
    context.record('after a permit in push mode', (await consumer.rest()).map(brief));
    for (const size of [0, 1, 2]) {
      const subscription = `window-${size}`;
      await context.admin('PUT', `/${topic.path}/subscription/${subscription}`, {
        ledgerId: -1,
        entryId: -1,
        partitionIndex: -1,
      });
      const small = await context.consumer(topic, subscription, {
        receiverQueueSize: size,
        subscriptionType: 'Shared',
      });
      const got = [...(await small.take(1)), ...(await small.rest())];
      context.record(`receiverQueueSize ${size}`, got.map(brief));
      acknowledge(small, got.slice(0, 1));
      context.record(
        `receiverQueueSize ${size}, after an ack`,
        [...(await small.take(1)), ...(await small.rest())].map(brief),
      );
    }
  },
};
