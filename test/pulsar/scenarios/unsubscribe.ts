import { adminOutcome, endOutcome } from './outcome.ts';
import { brief, texts } from './payload.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** A consumer may delete its subscription, if it is alone (protocol D6). */
export const unsubscribe: Scenario = {
  name: 'unsubscribe',
  section: 'D6',
  async run(context) {
    const topic = context.topic();
    const listed = async (isEnough: (names: string[]) => boolean): Promise<string[]> =>
      context.until(
        async () => {
          const { body } = await context.admin('GET', `/${topic.path}/subscriptions`);
          return Array.isArray(body) ? body.map(String).sort() : [];
        },
        isEnough,
        3_000,
      );
    const consumer = await context.consumer(topic, 'gone');
    const producer = await context.producer(topic);
    await publishAll(producer, texts(1));
    await consumer.take(1);
    consumer.send({ type: 'unsubscribe' });
    context.record('subscriptions afterwards', await listed((names) => !names.includes('gone')));
    context.record('the socket is', endOutcome(await consumer.end(500)));
    await publishAll(producer, ['after']);
    context.record('and gets', (await consumer.rest()).map(brief));
    consumer.send({ type: 'isEndOfTopic' });
    context.record('isEndOfTopic is answered with', await consumer.rest());
    consumer.send({ type: 'unsubscribe' });
    context.record('a second unsubscribe', endOutcome(await consumer.end(1_000)));
    const shared = { subscriptionType: 'Shared' };
    const first = await context.consumer(topic, 'held', shared);
    const second = await context.consumer(topic, 'held', shared);
    first.send({ type: 'unsubscribe' });
    context.record('with another consumer the socket is', endOutcome(await first.end(1_000)));
    context.record('the other one is', endOutcome(await second.end(0)));
    context.record('the subscription is', await listed(() => true));
    await publishAll(producer, texts(4, 'more'));
    const got = [...(await first.rest(800)), ...(await second.take(1)), ...(await second.rest())];
    context.record('both together get', got.length);
    const temporary = await context.consumer(topic, 'temporary', { subscriptionMode: 'NonDurable' });
    await temporary.close();
    context.record(
      'a NonDurable one goes with its consumer',
      await listed((names) => !names.includes('temporary')),
    );
    context.record(
      'stats of the topic',
      Object(adminOutcome(await context.admin('GET', `/${topic.path}/stats`))).status,
    );
  },
};
