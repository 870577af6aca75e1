import { setTimeout as delay } from 'node:timers/promises';
import { readMessageIdFields } from '../wire/message-id-fields.ts';
import { backlogNow, backlogOf } from './backlog.ts';
import { adminOutcome, endOutcome } from './outcome.ts';
import { brief, texts } from './payload.ts';
import { acknowledge, publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** Skipping, clearing and resetting a cursor (protocol E3). */
export const cursorMoves: Scenario = {
  name: 'cursor-moves',
  section: 'E3',
  async run(context) {
    const topic = context.topic();
    const base = `/${topic.path}/subscription/audit`;
    const admin = async (method: string, path: string, body?: unknown): Promise<unknown> =>
      adminOutcome(await context.admin(method, path, body));
    await context.admin('PUT', `/${topic.path}`);
    await context.admin('PUT', base);
    const producer = await context.producer(topic);
    const early = await publishAll(producer, texts(4));
    // Publish times have whole milliseconds.
    await delay(50);
    const between = Date.now();
    await delay(50);
    await publishAll(producer, texts(4, 'late'));
    context.record('backlog', await backlogOf(context, topic, 'audit', 8));
    context.record('skip 3', await admin('POST', `${base}/skip/3`));
    context.record('backlog after it', await backlogOf(context, topic, 'audit', 5));
    context.record('skip -1', await admin('POST', `${base}/skip/-1`));
    context.record('skip more than there is', await admin('POST', `${base}/skip/100`));
    context.record('backlog after that', await backlogOf(context, topic, 'audit', 0));
    context.record('reset by time', await admin('POST', `${base}/resetcursor/${between}`));
    context.record('backlog after the reset', await backlogOf(context, topic, 'audit', 4));
    context.record('skip_all', await admin('POST', `${base}/skip_all`));
    context.record('backlog after skip_all', await backlogOf(context, topic, 'audit', 0));
    context.record('reset to the beginning of time', await admin('POST', `${base}/resetcursor/0`));
    context.record('backlog of everything', await backlogOf(context, topic, 'audit', 8));
    context.record(
      'reset to the future',
      await admin('POST', `${base}/resetcursor/${Date.now() + 3_600_000}`),
    );
    context.record('backlog of the future', await backlogOf(context, topic, 'audit', 0));
    const id = readMessageIdFields(early[2] ?? '');
    const position = { ledgerId: Number(id?.ledger), entryId: Number(id?.entry), partitionIndex: -1 };
    context.record('reset to the third id', await admin('POST', `${base}/resetcursor`, position));
    context.record('backlog from the third', await backlogOf(context, topic, 'audit', 6));
    context.record(
      'reset after the third id',
      await admin('POST', `${base}/resetcursor`, { ...position, isExcluded: true }),
    );
    context.record('backlog after the third', await backlogNow(context, topic, 'audit'));
    context.record(
      'reset with "excluded"',
      await admin('POST', `${base}/resetcursor`, { ...position, excluded: true }),
    );
    context.record('backlog then', await backlogOf(context, topic, 'audit', 5));
    for (const [step, body] of Object.entries({
      earliest: { ledgerId: -1, entryId: -1, partitionIndex: -1 },
      'a ledger that is not there': { ledgerId: 999_999_999, entryId: 0, partitionIndex: -1 },
      'an entry that is not there': { ...position, entryId: 100 },
      'an empty object': {},
    })) {
      context.record(`reset to ${step}`, await admin('POST', `${base}/resetcursor`, body));
      context.record(`backlog after ${step}`, await backlogNow(context, topic, 'audit'));
    }
    for (const path of ['skip/1', 'skip_all', 'resetcursor/1']) {
      context.record(
        `${path} of a missing subscription`,
        await admin('POST', `/${topic.path}/subscription/nobody/${path}`),
      );
    }
    await context.admin('POST', `${base}/resetcursor/0`);
    const consumer = await context.consumer(topic, 'audit');
    acknowledge(consumer, await consumer.take(8));
    await backlogOf(context, topic, 'audit', 0);
    context.record('reset below a connected consumer', await admin('POST', `${base}/resetcursor/${between}`));
    context.record('its socket is', endOutcome(await consumer.end(300)));
    context.record('and it gets', (await consumer.take(4)).map(brief));
    context.record('skip_all below a connected consumer', await admin('POST', `${base}/skip_all`));
    const hour = 3_600_000;
    for (const [step, time] of Object.entries({
      between,
      future: Date.now() + hour,
      past: between - hour,
      zero: 0,
      'no number': 'x',
      'a negative number': -1,
    })) {
      context.record(`messageid of ${step}`, await admin('GET', `/${topic.path}/messageid/${time}`));
    }
    const path = `/${topic.path}/ledger/${id?.ledger}/entry`;
    for (const entry of [0, 99]) {
      const answer = await context.admin('GET', `${path}/${entry}`);
      context.record(`entry ${entry}`, {
        status: answer.status,
        text: answer.status === 200 ? answer.body : '',
      });
    }
  },
};
