import { adminOutcome, upgradeOutcome } from './outcome.ts';
import { brief } from './payload.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';
import { streamPath } from './stream-path.ts';

/** Which paths name a socket (protocol B, D1, D9). */
export const paths: Scenario = {
  name: 'paths',
  section: 'B D1 D9',
  async run(context) {
    const topic = context.topic();
    const name = topic.name;
    for (const [step, path] of Object.entries({
      'consumer without subscription': `consumer/persistent/public/default/${name}`,
      'consumer with an empty subscription': `consumer/persistent/public/default/${name}/`,
      'consumer with a part too many': `consumer/persistent/public/default/${name}/sub/extra`,
      'consumer with a slash in its subscription': `consumer/persistent/public/default/${name}/a%2Fb`,
      'producer without topic': 'producer/persistent/public/default',
      'producer with an empty topic': 'producer/persistent/public/default/',
      'unknown domain': `producer/eternal/public/default/${name}`,
      'unknown tenant': `producer/persistent/nobody/default/${name}`,
      'unknown namespace': `producer/persistent/public/nowhere/${name}`,
      'consumer of an unknown tenant': `consumer/persistent/nobody/default/${name}/sub`,
      'reader of an unknown tenant': `reader/persistent/nobody/default/${name}`,
      'reader of an unknown namespace': `reader/persistent/public/nowhere/${name}`,
      'unknown kind': `listener/persistent/public/default/${name}`,
    })) {
      context.record(step, upgradeOutcome(await context.upgrade(path)));
    }
    const odd = context.topic('a b+ü%:;x');
    const consumer = await context.consumer(odd, 'audit');
    await publishAll(await context.producer(odd), ['through an encoded name']);
    context.record('an encoded name', (await consumer.take(1)).map(brief));
    const slashed = streamPath('public/default', context.unique('slashed/name'));
    for (const [step, path] of Object.entries({
      'a producer of a name with a plain slash': `producer/persistent/public/default/${slashed.name}`,
      'a producer of a name with an encoded slash': `producer/${slashed.path}`,
      'a reader of a name with a plain slash': `reader/persistent/public/default/${slashed.name}`,
      'a consumer of a name with an encoded slash': `consumer/${slashed.path}/audit`,
    })) {
      context.record(step, upgradeOutcome(await context.upgrade(path)));
    }
    const firstPart = streamPath('public/default', slashed.name.split('/')[0] ?? '');
    const stats = await context.admin('GET', `/${firstPart.path}/stats`);
    context.record('a plain slash ends the name', stats.status);
    const created = await context.admin('PUT', `/${slashed.path}`);
    context.record('creating a name with a slash', adminOutcome(created));
    const volatile = context.topic('volatile', 'non-persistent');
    const listener = await context.consumer(volatile, 'now');
    const speaker = await context.producer(volatile);
    await publishAll(speaker, ['said once']);
    context.record('a topic that keeps nothing', await listener.take(1));
  },
};
