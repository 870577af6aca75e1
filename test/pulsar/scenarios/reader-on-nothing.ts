import { upgradeOutcome } from './outcome.ts';
import { brief, texts } from './payload.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Without a subscription or retention nothing has to be kept for a later reader; what is, in practice? (protocol D12) */
export const readerOnNothing: Scenario = {
  name: 'reader-on-nothing',
  section: 'D12',
  async run(context) {
    const topic = context.topic();
    const path = `reader/${topic.path}`;
    const upgrade = await context.upgrade(path);
    context.record('a reader on a missing topic', upgradeOutcome(upgrade));
    if (upgrade.kind === 'open') await upgrade.socket.close();
    const stats = await context.admin('GET', `/${topic.path}/stats`);
    context.record('creates the topic', stats.status);
    const producer = await context.producer(topic);
    await publishAll(producer, texts(3));
    const late = await context.reader(topic, { messageId: 'earliest' });
    context.record('a reader from earliest still gets', (await late.take(3, 2_000)).map(brief));
  },
};
