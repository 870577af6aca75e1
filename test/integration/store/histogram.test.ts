import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/main/store/store.ts';
import type { Histogram } from '../../../src/shared/contract/schemas/histogram.ts';
import type { RowView } from '../../../src/shared/contract/schemas/history.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

describe('the histogram of received messages', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeEach(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
  });
  afterEach(() => bench.dispose());

  const add = (entries: readonly number[], at: number, session = 'session-1') =>
    append(
      store,
      batchOf(
        streamId,
        entries.map((entry) => frame({ entry })),
        { at, session, mode: 'consume' },
      ),
    );
  const many = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
  const stream = (): RowView => ({ kind: 'stream', streamId });
  const list = async (filter: string): Promise<RowView> => {
    let progress = await store.openList({ streamId, filter });
    while (progress.left > 0) progress = await store.fillList(progress.listId, 20);
    return { kind: 'list', listId: progress.listId };
  };
  const countsOf = ({ starts }: Histogram) => starts.slice(1).map((end, at) => end - (starts[at] ?? 0));

  /** Every row of a view read and counted one by one. */
  const naive = async (view: RowView, { from, stepMs, starts }: Histogram): Promise<number[]> => {
    const counts = starts.slice(1).map(() => 0);
    for (let position = 0; ; position += 1000) {
      const { rows } = await store.rows({ view, from: position, count: 1000 });
      if (rows.length === 0) return counts;
      for (const { receivedAt } of rows) {
        const bucket = Math.floor((receivedAt - from) / stepMs);
        counts[bucket] = (counts[bucket] ?? 0) + 1;
      }
    }
  };

  it('counts what reading every row would, of a whole stream and of what matches a filter', async () => {
    const start = 1_777_000_000_000;
    await add(many(0, 700), start);
    await add(many(700, 5), start + 3_000);
    await add(many(705, 1300), start + 61_000);
    for (const view of [stream(), await list('value.n % 7 == 3'), await list('value.n < 3')]) {
      const histogram = await store.histogram({ view, buckets: 80 });
      expect(countsOf(histogram)).toEqual(await naive(view, histogram));
      expect(histogram.starts.length).toBeLessThanOrEqual(81);
    }
  });

  it('goes on from the oldest row that retention has left', async () => {
    const start = 1_777_000_000_000;
    for (let at = 0; at < 10; at += 1) await add(many(at * 100, 100), start + at * 1_000);
    const retention = { maxCount: 250, maxBytes: null, maxAgeMs: null };
    await store.setStorePolicy(streamId, { isStored: true, retention });
    while ((await store.stream(streamId)).count > 250);
    const histogram = await store.histogram({ view: stream(), buckets: 100 });
    expect(histogram.starts.at(-1)).toBe(250);
    expect(countsOf(histogram)).toEqual(await naive(stream(), histogram));
  });

  it('tells apart what was delivered again or negative-acked', async () => {
    const start = 1_777_000_000_000;
    const first = await add(many(0, 10), start);
    await add(many(10, 10), start + 10_000);
    await add([12, 13], start + 20_000, 'session-2');
    await store.recordAcks({
      kind: 'nack-sent',
      session: 'session-1',
      attempt: 1,
      at: start + 20_000,
      rowIds: first.rowIds.slice(0, 1),
    });
    const sum = (counts: readonly number[] | null) =>
      (counts ?? []).reduce((total, count) => total + count, 0);
    const whole = await store.histogram({ view: stream(), buckets: 20 });
    expect(whole.troubled?.at(0)).toBe(1);
    expect(sum(whole.troubled)).toBe(3);
    const some = await store.histogram({ view: await list('value.n >= 13'), buckets: 20 });
    expect(sum(some.troubled)).toBe(1);
  });

  it('of nothing is nothing', async () => {
    expect(await store.histogram({ view: stream(), buckets: 20 })).toMatchObject({
      starts: [0],
      troubled: [],
    });
  });
});
