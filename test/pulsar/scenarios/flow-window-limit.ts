import { texts } from './payload.ts';
import { acknowledge } from './publish.ts';
import { encoded } from './payload.ts';
import type { Scenario } from './scenario.ts';

const COUNT = 1_100;

/** No receiver queue is larger than 1000, whatever is asked for (protocol D3, D7). */
export const flowWindowLimit: Scenario = {
  name: 'flow-window-limit',
  section: 'D3 D7',
  async run(context) {
    const topic = context.topic();
    const asked = await context.consumer(topic, 'asked', { receiverQueueSize: 5_000 });
    const plain = await context.consumer(topic, 'plain');
    const reader = await context.reader(topic, { messageId: 'earliest', receiverQueueSize: 5_000 });
    const producer = await context.producer(topic);
    for (const text of texts(COUNT)) producer.send({ payload: encoded(text) });
    const receipts = await producer.take(COUNT, 20_000);
    context.record('receipts', receipts.length);
    for (const [name, socket] of Object.entries({ asked, plain, reader })) {
      const frames = [...(await socket.take(1_000)), ...(await socket.rest(800))];
      context.record(`${name}: frames before any answer`, frames.length);
      acknowledge(socket, frames.slice(0, 30));
      const more = [...(await socket.take(30)), ...(await socket.rest())];
      context.record(`${name}: frames after thirty acks`, more.length);
    }
  },
};
