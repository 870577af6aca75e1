import { brief, messageIdOf, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

const TYPES = ['Exclusive', 'Failover', 'Shared', 'Key_Shared'] as const;

/** A negative ack brings a message back after its delay; which others come with it depends on the type (protocol D12). */
export const negativeAcknowledge: Scenario = {
  name: 'negative-acknowledge',
  section: 'D6 D12',
  async run(context) {
    for (const subscriptionType of TYPES) {
      const topic = context.topic(`topic-${subscriptionType}`);
      const consumer = await context.consumer(topic, 'again', {
        subscriptionType,
        negativeAckRedeliveryDelay: 300,
      });
      const producer = await context.producer(topic);
      await publishAll(producer, texts(4), { key: 'one' });
      const frames = await consumer.take(4);
      context.record(`${subscriptionType}: first delivery`, frames.map(brief));
      acknowledge(consumer, frames.slice(0, 1));
      consumer.send({ type: 'negativeAcknowledge', messageId: messageIdOf(frames[2]) });
      const again = [...(await consumer.take(1)), ...(await consumer.rest(800))];
      context.record(`${subscriptionType}: after a negative ack of the third`, again.map(brief));
      consumer.send({ type: 'negativeAcknowledge', messageId: messageIdOf(again[0]) });
      const third = [...(await consumer.take(1)), ...(await consumer.rest(800))];
      context.record(`${subscriptionType}: after another one`, third.map(brief));
      acknowledge(consumer, third);
      context.record(`${subscriptionType}: after acks`, (await consumer.rest(800)).map(brief));
      consumer.send({ type: 'negativeAcknowledge', messageId: messageIdOf(frames[0]) });
      context.record(
        `${subscriptionType}: a negative ack of an acknowledged message brings`,
        (await consumer.rest(800)).map(brief),
      );
    }
  },
};
