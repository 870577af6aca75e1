import { upgradeOutcome } from './outcome.ts';
import { brief, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** One consumer at a time; what it leaves unanswered goes to the next (protocol D9, D12). */
export const exclusive: Scenario = {
  name: 'exclusive',
  section: 'D9 D12',
  async run(context) {
    const topic = context.topic();
    const first = await context.consumer(topic, 'only');
    const producer = await context.producer(topic);
    await publishAll(producer, texts(3));
    const frames = await first.take(3);
    acknowledge(first, frames.slice(0, 1));
    const path = `consumer/${topic.path}/only`;
    context.record('a second Exclusive consumer', upgradeOutcome(await context.upgrade(path)));
    for (const subscriptionType of ['Shared', 'Failover', 'Key_Shared']) {
      context.record(
        `a second consumer as ${subscriptionType}`,
        upgradeOutcome(await context.upgrade(path, { subscriptionType })),
      );
    }
    await first.close();
    const second = await context.consumer(topic, 'only');
    context.record('the next consumer gets', (await second.take(2)).map(brief));
    second.drop();
    const third = await context.until(
      () => context.upgrade(path, { subscriptionType: 'Shared' }),
      ({ kind }) => kind === 'open',
    );
    context.record('after a dropped connection another type', upgradeOutcome(third));
    if (third.kind !== 'open') return;
    context.record('gets', (await third.socket.take(2)).map(brief));
    context.record('and no more', (await third.socket.rest()).map(brief));
    context.record('an Exclusive consumer beside a Shared one', upgradeOutcome(await context.upgrade(path)));
  },
};
