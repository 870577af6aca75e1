import { endOutcome } from './outcome.ts';
import { brief, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Pull mode: nothing comes without a permit, and acks do not matter for the flow (protocol D7). */
export const pullMode: Scenario = {
  name: 'pull-mode',
  section: 'D7',
  async run(context) {
    const topic = context.topic();
    const pull = { pullMode: true, subscriptionType: 'Shared' };
    const consumer = await context.consumer(topic, 'pull', { ...pull, receiverQueueSize: 0 });
    const producer = await context.producer(topic);
    await publishAll(producer, texts(20));
    const record = async (step: string, atLeast: number): Promise<unknown[]> => {
      const frames = [...(await consumer.take(atLeast, 2_000)), ...(await consumer.rest())];
      context.record(step, frames.map(brief));
      return frames;
    };
    await record('before any permit', 0);
    consumer.send({ type: 'permit', permitMessages: 3 });
    const first = await record('after a permit of 3', 3);
    acknowledge(consumer, first);
    await record('after acks', 0);
    consumer.send({ type: 'permit', permitMessages: 1 });
    consumer.send({ type: 'permit', permitMessages: 2 });
    await record('after permits of 1 and 2', 3);
    consumer.send({ type: 'permit', permitMessages: 0 });
    await record('after a permit of 0', 0);
    consumer.send({ type: 'permit', permitMessages: '2' });
    await record('after a permit of the text "2"', 2);
    for (const [step, frame] of Object.entries({
      'a permit without count': { type: 'permit' },
      'a permit of null': { type: 'permit', permitMessages: null },
      'a permit of text': { type: 'permit', permitMessages: 'many' },
      'a negative permit': { type: 'permit', permitMessages: -1 },
    })) {
      const socket = await context.consumer(topic, 'pull-bad', pull);
      socket.send(frame);
      context.record(step, endOutcome(await socket.end(1_000)));
    }
  },
};
