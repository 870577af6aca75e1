import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/main/store/store.ts';
import type { MarkColour } from '../../../src/shared/domain/mark.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

describe('marks', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeEach(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
  });
  afterEach(() => bench.dispose());

  const add = (from: number, to: number) =>
    append(
      store,
      batchOf(
        streamId,
        Array.from({ length: to - from }, (_, at) =>
          frame({ entry: from + at, key: `k${(from + at) % 10}`, payload: `{"n":${from + at}}` }),
        ),
        { at: 1e12 + from },
      ),
    );
  const mark = (seq: number, comment = '', colour: MarkColour = 'amber') =>
    store.setMarks({ streamId, marks: [{ seq, colour, comment }] });
  const stream = () => ({ kind: 'stream', streamId }) as const;
  const filtered = async (filter: string): Promise<number[]> => {
    let progress = await store.openList({ streamId, filter });
    while (progress.left > 0) progress = await store.fillList(progress.listId, 20);
    const { rows } = await store.rows({
      view: { kind: 'list', listId: progress.listId },
      from: 0,
      count: 100,
    });
    return rows.map(({ seq }) => seq);
  };

  it('are kept over a restart, in the order of their messages, with what says which message it was', async () => {
    await add(0, 20);
    await mark(12, 'why twice?', 'red');
    await mark(3);
    await store.close();
    store = await bench.open();
    expect(await store.marks(streamId)).toMatchObject([
      { seq: 3, colour: 'amber', comment: '', key: 'k2', receivedAt: 1e12 + 2, isStored: true },
      { seq: 12, colour: 'red', comment: 'why twice?', key: 'k1', isStored: true },
    ]);
  });

  it('replace the mark a message has, and are made for stored messages alone', async () => {
    await add(0, 3);
    await mark(2, 'first');
    expect(await mark(2, 'second', 'blue')).toBe(1);
    expect(await mark(4, 'beyond the end')).toBe(0);
    expect(await store.marks(streamId)).toMatchObject([{ seq: 2, colour: 'blue', comment: 'second' }]);
    expect(await store.removeMarks({ streamId, seqs: [2, 4] })).toBe(1);
    expect(await store.marks(streamId)).toEqual([]);
  });

  it('lead from one to the next and back, in all rows and in those that match a filter', async () => {
    await add(0, 100);
    for (const seq of [10, 33, 34, 90]) await mark(seq);
    const near = (seq: number, direction: 'next' | 'previous') =>
      store.nearMark({ view: stream(), seq, direction });
    expect(await near(0, 'next')).toEqual({ seq: 10, position: 9 });
    expect(await near(33, 'next')).toEqual({ seq: 34, position: 33 });
    expect(await near(33, 'previous')).toEqual({ seq: 10, position: 9 });
    expect(await near(90, 'next')).toBeNull();
    let progress = await store.openList({ streamId, filter: 'value.n >= 33' });
    while (progress.left > 0) progress = await store.fillList(progress.listId, 20);
    const view = { kind: 'list', listId: progress.listId } as const;
    expect(await store.nearMark({ view, seq: 0, direction: 'next' })).toEqual({ seq: 34, position: 0 });
    expect(await store.nearMark({ view, seq: 34, direction: 'previous' })).toBeNull();
    expect(await store.shownMarks({ view })).toEqual([34, 90]);
    expect(await store.shownMarks({ view: stream() })).toEqual([10, 33, 34, 90]);
  });

  it('can be filtered by, alone and together with other fields', async () => {
    await add(0, 50);
    await mark(5, 'late');
    await mark(6);
    await mark(7, 'lost?');
    expect(await filtered('marked')).toEqual([5, 6, 7]);
    expect(await filtered('marked && comment == ""')).toEqual([6]);
    expect(await filtered('comment.startsWith("l") && value.n > 5')).toEqual([7]);
    expect(await filtered('marked && deliveries == 1 && state == "seen"')).toEqual([5, 6, 7]);
    expect(await filtered('!marked && value.n < 6')).toEqual([1, 2, 3, 4]);
    expect(await filtered('comment.size() == 4')).toEqual([5]);
  });

  it('go with a message that retention takes, but a comment stays as a note', async () => {
    await add(0, 3000);
    await mark(1);
    await mark(2, 'the first refund');
    await mark(2990);
    const retention = { maxCount: 100, maxBytes: null, maxAgeMs: null };
    await store.setStorePolicy(streamId, { isStored: true, retention });
    while ((await store.stream(streamId)).count > 100);
    expect(await store.marks(streamId)).toMatchObject([
      { seq: 2, comment: 'the first refund', key: 'k1', isStored: false },
      { seq: 2990, isStored: true },
    ]);
    expect(await store.nearMark({ view: stream(), seq: 0, direction: 'next' })).toMatchObject({ seq: 2990 });
    // The note can still be put right.
    expect(await mark(2, 'the first refund of May')).toBe(1);
  });

  it('go altogether when a person forgets the messages', async () => {
    await add(0, 3);
    await mark(2, 'gone with it');
    await store.clearStream(streamId);
    expect(await store.marks(streamId)).toEqual([]);
  });

  it('are refused whole beyond ten thousand of a stream', async () => {
    await add(0, 10_500);
    const marks = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ seq: from + at, colour: 'green' as const, comment: '' }));
    for (let from = 1; from < 10_000; from += 1000)
      await store.setMarks({ streamId, marks: marks(from, 1000) });
    await expect(store.setMarks({ streamId, marks: marks(10_001, 2) })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    expect(await store.marks(streamId)).toHaveLength(10_000);
  });
});
