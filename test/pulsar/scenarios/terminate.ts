import { adminOutcome, endOutcome, upgradeOutcome } from './outcome.ts';
import { brief, encoded, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import { replyOf } from './reply.ts';
import type { Scenario } from './scenario.ts';

const END = { type: 'isEndOfTopic' };

/** A terminated topic takes nothing more; a consumer that has it all is told so (protocol D6, D9, E2). */
export const terminate: Scenario = {
  name: 'terminate',
  section: 'D6 D9 E2',
  async run(context) {
    const topic = context.topic();
    const window = { receiverQueueSize: 1 };
    const consumer = await context.consumer(topic, 'audit', window);
    const reader = await context.reader(topic, { messageId: 'earliest', ...window });
    const producer = await context.producer(topic);
    await publishAll(producer, texts(2));
    const [first] = await consumer.take(1);
    await reader.take(1);
    context.record('consumer before', await consumer.ask(END));
    context.record('reader before', await reader.ask(END));
    context.record('terminate', adminOutcome(await context.admin('POST', `/${topic.path}/terminate`)));
    context.record('consumer with a message left', await consumer.ask(END));
    context.record('reader with a message left', await reader.ask(END));
    context.record('a publish', replyOf(await producer.ask({ payload: encoded('late'), context: 'c' })));
    context.record('the producer is', endOutcome(await producer.end(300)));
    const path = topic.path;
    context.record('a new producer', upgradeOutcome(await context.upgrade(`producer/${path}`)));
    context.record('a new consumer', upgradeOutcome(await context.upgrade(`consumer/${path}/other`)));
    context.record('a new reader', upgradeOutcome(await context.upgrade(`reader/${path}`)));
    acknowledge(consumer, [first]);
    context.record('the last message', (await consumer.take(1)).map(brief));
    reader.send({ hello: 'world' });
    context.record('the last message of the reader', (await reader.take(1)).map(brief));
    const answered = async (socket: typeof consumer): Promise<unknown> =>
      context.until(
        () => socket.ask(END),
        (answer) => JSON.stringify(answer) === '{"endOfTopic":true}',
        3_000,
      );
    context.record('consumer at the end', await answered(consumer));
    context.record('reader at the end', await answered(reader));
    context.record('terminate again', adminOutcome(await context.admin('POST', `/${path}/terminate`)));
    const missing = context.topic('missing');
    context.record(
      'terminate a missing topic',
      adminOutcome(await context.admin('POST', `/${missing.path}/terminate`)),
    );
  },
};
