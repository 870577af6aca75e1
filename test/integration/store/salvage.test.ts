import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewPublished, Store } from '../../../src/main/store/store.ts';
import type { Mark } from '../../../src/shared/contract/schemas/mark.ts';
import { rowIdOf, seqOf } from '../../../src/shared/domain/row-id.ts';
import { garbleLeaves } from './damage.ts';
import { append, batchOf, frame, messageIdText, orders, storeBench, type StoreBench } from './frames.ts';

const messages = 3000;

describe('saving a damaged history', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeEach(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
  });
  afterEach(() => bench.dispose());

  const add = async (from: number, to: number, attempt = 1): Promise<void> => {
    const frames = Array.from({ length: to - from }, (_, at) =>
      frame({ entry: from + at, payload: `{"n":${from + at},"filler":"${'x'.repeat(200)}"}` }),
    );
    await append(store, batchOf(streamId, frames, { mode: 'consume', attempt, at: 1e12 * attempt }));
  };
  const sent = (payload: string, replayOf: number | null): NewPublished => ({
    streamId,
    session: 'p1',
    context: 'c',
    outcome: 'confirmed',
    messageId: messageIdText(9, 1),
    errorCode: null,
    errorText: null,
    sentAt: 5,
    tookMs: 1.5,
    key: null,
    properties: [['a', 'b']],
    payload: Buffer.from(payload),
    replayOf,
  });
  const damage = async (table: string, isChosen: (leaf: number) => boolean): Promise<number> => {
    await store.close();
    const leaves = garbleLeaves(bench.folder, table, isChosen);
    store = await bench.open();
    return leaves;
  };
  const entryOf = async (seq: number): Promise<string> => (await store.message(rowIdOf(streamId, seq))).entry;
  const words = (): string => store.notices()[0]?.message ?? '';
  /** The middle page of the messages is lost; every message says its own entry, so its place is known. */
  const loseMiddle = async () => {
    await damage('message', (leaf) => leaf === 60 || leaf === 61);
    const { count } = await store.stream(streamId);
    const lost = messages - count;
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(100);
    return { count, lost };
  };

  it('carries every table over, and whatever names a message names the same one again', async () => {
    await add(0, messages);
    await add(2900, 2910, 2);
    await store.recordAcks({
      kind: 'ack-sent',
      session: 'session-1',
      attempt: 2,
      at: 2.5e12,
      rowIds: [rowIdOf(streamId, 2902)],
    });
    await store.recordSocketLost({ streamId, session: 'session-1', attempt: 2, at: 3e12, detail: '1006' });
    await append(store, batchOf(streamId, ['no frame at all']));
    await store.setMarks({ streamId, marks: [{ seq: 2901, colour: 'red', comment: 'why twice?' }] });
    await store.setTotalRetention({ maxCount: null, maxBytes: 7e9, maxAgeMs: null });
    const from = await store.recordPublished(sent('again', rowIdOf(streamId, 2950)));
    const job = await store.createReplayJob({
      title: 'three',
      plan: '{}',
      rowIds: [rowIdOf(streamId, 10), rowIdOf(streamId, 2990)],
    });
    await store.recordReplaySteps(job.jobId, [
      { position: 0, state: 'confirmed', messageId: 'x', errorText: null },
    ]);

    const { lost } = await loseMiddle();
    const now = (seq: number): number => seq - lost;
    expect(words()).toContain('2 replay steps and 1 setting. Could not be read: ');
    expect(words()).toContain(`Could not be read: ${lost} messages.`);

    expect(await entryOf(now(2901))).toBe('2900');
    const events = await store.deliveries(rowIdOf(streamId, now(2902)));
    expect(events.map(({ kind, attempt }) => [kind, attempt])).toEqual([
      ['delivered', 1],
      ['redelivered', 2],
      ['ack-sent', 2],
      ['socket-lost', 2],
    ]);
    expect((await store.deliveries(rowIdOf(streamId, now(2899)))).map(({ kind }) => kind)).toEqual([
      'delivered',
    ]);
    expect(await store.message(rowIdOf(streamId, now(2902)))).toMatchObject({
      state: 'ack-sent',
      deliveries: 2,
    });
    expect(await store.marks(streamId)).toMatchObject([
      { seq: now(2901), colour: 'red', comment: 'why twice?', isStored: true },
    ]);
    expect(await store.refusedFrames(streamId, 10)).toMatchObject([
      { raw: new Uint8Array(Buffer.from('no frame at all')) },
    ]);
    const [published] = await store.publishedList({ limit: 10 });
    expect(published).toMatchObject({ id: from, properties: [['a', 'b']], tookMs: 1.5 });
    expect(seqOf(published?.replayOf ?? 0)).toBe(now(2950));
    expect(await store.replayJobs()).toMatchObject([{ state: 'paused', total: 2, confirmed: 1, refused: 0 }]);
    expect(await store.replayItems(job.jobId, 0, 10)).toMatchObject([
      { state: 'confirmed', rowId: rowIdOf(streamId, 10) },
      { state: 'pending', rowId: rowIdOf(streamId, now(2990)) },
    ]);
    const { received, stored, redelivered, refused } = await store.stream(streamId);
    expect(received).toBe(stored + redelivered + refused);
    expect({ redelivered, refused }).toEqual({ redelivered: 10, refused: 1 });
  });

  it('loses no message that can be read beside one that cannot', async () => {
    await add(0, messages);
    const { count, lost } = await loseMiddle();
    const entries: number[] = [];
    for (let from = 0; from < count; from += 1000) {
      const { rows } = await store.rows({ view: { kind: 'stream', streamId }, from, count: 1000 });
      entries.push(...rows.map(({ entry }) => Number(entry)));
    }
    const missing = Array.from({ length: messages }, (_, at) => at).filter(
      (entry) => !entries.includes(entry),
    );
    expect(missing).toHaveLength(lost);
    // Two pages that lie side by side, and nothing else.
    expect((missing.at(-1) ?? 0) - (missing[0] ?? 0)).toBe(lost - 1);
  });

  it('keeps a comment whose message is lost, and a replay does not send what it can no longer read', async () => {
    await add(0, messages);
    const marks = Array.from({ length: messages / 5 }, (_, at) => ({
      seq: 1 + at * 5,
      colour: 'blue' as const,
      comment: `seq ${1 + at * 5}`,
    }));
    await store.setMarks({ streamId, marks });
    const rowIds = marks.map(({ seq }) => rowIdOf(streamId, seq));
    const job = await store.createReplayJob({ title: 'all', plan: '{}', rowIds });

    await loseMiddle();
    const kept: readonly Mark[] = await store.marks(streamId);
    expect(kept.map(({ comment }) => comment).toSorted()).toEqual(
      marks.map(({ comment }) => comment).toSorted(),
    );
    for (const { seq, comment } of kept.filter(({ isStored }) => isStored).slice(0, 20))
      expect(`seq ${Number(await entryOf(seq)) + 1}`).toBe(comment);
    const lone = kept.filter(({ isStored }) => !isStored);
    expect(lone.length).toBeGreaterThan(0);
    const items = await store.replayItems(job.jobId, 0, 1000);
    expect(items).toHaveLength(marks.length);
    const dropped = items.filter(({ state }) => state === 'refused');
    expect(dropped).toHaveLength(lone.length);
    expect(dropped[0]?.errorText).toContain('could not be read');
    expect(await store.replayJobs()).toMatchObject([{ refused: lone.length }]);
    const { received, stored, redelivered, refused, removed } = await store.stream(streamId);
    expect(received).toBe(stored + redelivered + refused);
    expect(removed).toBe(lone.length);
  });

  it('brings back nothing that was removed, and keeps the comments on it', async () => {
    await add(0, 100);
    await store.setMarks({
      streamId,
      marks: [
        { seq: 2, colour: 'green', comment: 'gone by now' },
        { seq: 3, colour: 'green', comment: '' },
      ],
    });
    const retention = { maxCount: 40, maxBytes: null, maxAgeMs: null };
    await store.setStorePolicy(streamId, { isStored: true, retention });
    await expect.poll(async () => (await store.stream(streamId)).count).toBe(40);
    await damage('setting', () => false);
    await damage('delivery', (leaf) => leaf === 0);
    expect(await store.stream(streamId)).toMatchObject({
      count: 40,
      firstSeq: 61,
      removed: 60,
      received: 100,
      retention,
    });
    expect(await entryOf(61)).toBe('60');
    expect(await store.marks(streamId)).toMatchObject([{ seq: 2, comment: 'gone by now', isStored: false }]);
  });

  it('puts steps of a replay that cannot be read in doubt, and never sends them again by itself', async () => {
    await add(0, messages);
    const rowIds = Array.from({ length: messages }, (_, at) => rowIdOf(streamId, at + 1));
    const job = await store.createReplayJob({ title: 'all', plan: '{}', rowIds });
    await damage('replay_item', (leaf) => leaf === 2);
    const items = (
      await Promise.all([0, 1000, 2000].map((from) => store.replayItems(job.jobId, from, 1000)))
    ).flat();
    expect(items.map(({ position }) => position)).toEqual(rowIds.map((_, at) => at));
    const doubted = items.filter(({ state }) => state === 'unknown').length;
    expect(doubted).toBeGreaterThan(0);
    expect(doubted).toBeLessThan(1000);
    expect(items.filter(({ state }) => state === 'pending')).toHaveLength(messages - doubted);
    expect(await store.replayJobs()).toMatchObject([{ state: 'paused', unknown: doubted, total: messages }]);
    expect(words()).toContain(`Could not be read: ${doubted} replay steps.`);
  });

  it.each(['delivery', 'message_status', 'published', 'refused_frame'])(
    'goes on when the table %s has a place that cannot be read',
    async (table) => {
      await add(0, 500);
      for (let again = 0; again < 600; again += 1)
        await append(
          store,
          batchOf(streamId, [frame({ entry: again % 500 }), `refuse ${again} ${'y'.repeat(100)}`], {
            mode: 'consume',
          }),
        );
      for (let number = 0; number < 300; number += 1) await store.recordPublished(sent('z'.repeat(90), null));
      expect(await damage(table, (leaf) => leaf === 1)).toBeGreaterThan(1);
      expect(await store.stream(streamId)).toMatchObject({ count: 500 });
      const name = {
        delivery: 'delivery events',
        message_status: 'message states',
        published: 'sent messages',
        refused_frame: 'refused frames',
      }[table];
      expect(words()).toMatch(new RegExp(`Could not be read: ${String(name)} at \\d+ places?\\.`));
      const published = await store.publishedList({ limit: 1000 });
      const refused = await store.refusedFrames(streamId, 1000);
      const isWhole = { published: published.length === 300, refused_frame: refused.length === 600 };
      expect(isWhole).toEqual({ published: table !== 'published', refused_frame: table !== 'refused_frame' });
      expect(published.length).toBeGreaterThan(200);
      expect(refused.length).toBeGreaterThan(400);
    },
  );
});
