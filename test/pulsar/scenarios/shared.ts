import { brief, decoded, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

const COUNT = 12;

/** Messages are spread; what a consumer leaves unanswered goes to the others, counted (protocol D12). */
export const shared: Scenario = {
  name: 'shared',
  section: 'D12',
  async run(context) {
    const topic = context.topic();
    const type = { subscriptionType: 'Shared' };
    const first = await context.consumer(topic, 'spread', type);
    const second = await context.consumer(topic, 'spread', type);
    const producer = await context.producer(topic);
    await publishAll(producer, texts(COUNT));
    const ofFirst = [...(await first.take(1)), ...(await first.rest(800))];
    const ofSecond = [...(await second.take(1)), ...(await second.rest())];
    const together = [...ofFirst, ...ofSecond].map(decoded);
    context.record('each message goes to one consumer', together.length === new Set(together).size);
    context.record('no message is missing', together.length === COUNT);
    context.record('both get some', ofFirst.length > 0 && ofSecond.length > 0);
    acknowledge(second, ofSecond);
    // Acks and the end of a socket take different ways: the acks have to be there first.
    await second.rest(300);
    const left = ofFirst.map(decoded).sort();
    await first.close();
    const moved = [...(await second.take(left.length)), ...(await second.rest())];
    const movedTexts = moved.map(decoded).sort();
    context.record('the rest goes to the other', JSON.stringify(movedTexts) === JSON.stringify(left));
    context.record('counted as redelivered', [
      ...new Set(moved.map((frame) => brief(frame).replace(/^\S+ /, ''))),
    ]);
    await second.close();
    const third = await context.consumer(topic, 'spread', type);
    const later = [...(await third.take(left.length)), ...(await third.rest())];
    context.record('a consumer after the last one gets the same', later.length === left.length);
    context.record('with the counts', [...new Set(later.map((frame) => brief(frame).replace(/^\S+ /, '')))]);
  },
};
