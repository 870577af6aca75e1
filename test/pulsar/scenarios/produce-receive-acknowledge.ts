import { backlogOf } from './backlog.ts';
import { brief, encoded } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

export const produceReceiveAcknowledge: Scenario = {
  name: 'produce-receive-acknowledge',
  section: 'D4 D5 D6',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'audit');
    const producer = await context.producer(topic);
    context.record(
      'receipt',
      await producer.ask({
        payload: encoded('first'),
        properties: { a: '1', 'b c': 'ü→😀' },
        key: 'k-1',
        context: 'c-1',
      }),
    );
    context.record('receipt without context', await producer.ask({ payload: encoded('second') }));
    const frames = await consumer.take(2);
    context.record('frames', frames);
    context.record('backlog before the acks', await backlogOf(context, topic, 'audit', 2));
    acknowledge(consumer, frames);
    context.record('backlog after the acks', await backlogOf(context, topic, 'audit', 0));
    context.record('replies to acks', await consumer.rest());
    await consumer.close();
    await publishAll(producer, ['third']);
    const again = await context.consumer(topic, 'audit');
    context.record('a later consumer gets', (await again.take(1)).map(brief));
    context.record('and no more', (await again.rest()).map(brief));
  },
};
