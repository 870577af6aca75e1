import { setTimeout as delay } from 'node:timers/promises';
import { backlogOf } from './backlog.ts';
import { adminOutcome } from './outcome.ts';
import { texts } from './payload.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Expiry by age; 409 says that there was nothing to do (protocol E3). */
export const expire: Scenario = {
  name: 'expire',
  section: 'E3',
  async run(context) {
    const topic = context.topic();
    const base = `/${topic.path}/subscription/audit`;
    const admin = async (path: string): Promise<unknown> => adminOutcome(await context.admin('POST', path));
    await context.admin('PUT', `/${topic.path}`);
    await context.admin('PUT', base);
    context.record('nothing there', await admin(`${base}/expireMessages/1`));
    const producer = await context.producer(topic);
    await publishAll(producer, texts(3));
    context.record('nothing old enough', await admin(`${base}/expireMessages/3600`));
    context.record('backlog then', await backlogOf(context, topic, 'audit', 3));
    await delay(2_100);
    await publishAll(producer, ['young']);
    context.record('older than two seconds', await admin(`${base}/expireMessages/2`));
    context.record('backlog after expiry', await backlogOf(context, topic, 'audit', 1));
    context.record(
      'missing subscription',
      await admin(`/${topic.path}/subscription/nobody/expireMessages/1`),
    );
    await delay(1_100);
    context.record('of all subscriptions', await admin(`/${topic.path}/all_subscription/expireMessages/1`));
    context.record('backlog at the end', await backlogOf(context, topic, 'audit', 0));
    context.record('a negative age', await admin(`${base}/expireMessages/-1`));
    context.record('no number', await admin(`${base}/expireMessages/x`));
  },
};
