import { upgradeOutcome } from './outcome.ts';
import { brief, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Where a new subscription starts, and what a temporary one leaves behind (protocol D3, D12). */
export const positions: Scenario = {
  name: 'positions',
  section: 'D3 D12',
  async run(context) {
    const topic = context.topic();
    await context.admin('PUT', `/${topic.path}`);
    await context.admin('PUT', `/${topic.path}/subscription/retainer`);
    const producer = await context.producer(topic);
    await publishAll(producer, texts(3));
    const late = await context.consumer(topic, 'late');
    const early = await context.consumer(topic, 'early', { subscriptionInitialPosition: 'Earliest' });
    const passing = await context.consumer(topic, 'passing', {
      subscriptionMode: 'NonDurable',
      subscriptionInitialPosition: 'Earliest',
    });
    await publishAll(producer, ['live']);
    for (const [name, socket] of Object.entries({ late, early, passing })) {
      const frames = [...(await socket.take(1)), ...(await socket.rest(400))];
      context.record(name, frames.map(brief));
      acknowledge(socket, frames.slice(0, 1));
      await socket.rest(200);
      await socket.close();
    }
    await publishAll(producer, ['meanwhile']);
    for (const [name, parameters] of Object.entries({
      late: { subscriptionInitialPosition: 'Earliest' },
      early: {},
      passing: { subscriptionMode: 'NonDurable' },
    })) {
      const upgrade = await context.upgrade(`consumer/${topic.path}/${name}`, parameters);
      const frames = upgrade.kind === 'open' ? await upgrade.socket.rest(800) : [];
      context.record(`${name} again`, { upgrade: upgradeOutcome(upgrade), frames: frames.map(brief) });
    }
  },
};
