import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Retention, StreamHistory } from '../../../src/shared/contract/schemas/history.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

const unbounded: Retention = { maxCount: null, maxBytes: null, maxAgeMs: null };

describe('retention', () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  beforeEach(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
  });
  afterEach(() => bench.dispose());

  const add = (id: number, from: number, count: number, at = Date.now(), payload = 'x'.repeat(100)) =>
    append(
      store,
      batchOf(
        id,
        Array.from({ length: count }, (_, index) => frame({ entry: from + index, payload })),
        { at },
      ),
    );

  /** Asks until the stream looks as wanted; the test's own time-out ends it otherwise. */
  const until = async (id: number, wanted: (stream: StreamHistory) => boolean): Promise<StreamHistory> => {
    for (;;) {
      const stream = await store.stream(id);
      if (wanted(stream)) return stream;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  const keep = (id: number, bound: Partial<Retention>) =>
    store.setStorePolicy(id, { isStored: true, retention: { ...unbounded, ...bound } });

  it('keeps the newest of a count, without a hole, and counts what it removed', async () => {
    await add(streamId, 0, 6000);
    await keep(streamId, { maxCount: 100 });
    const stream = await until(streamId, ({ count }) => count <= 100);
    expect(stream).toMatchObject({ count: 100, removed: 5900, stored: 6000, received: 6000, bytes: 10_000 });
    const page = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 1000 });
    expect(page.rows.map(({ entry }) => Number(entry))).toEqual(
      Array.from({ length: 100 }, (_, at) => 5900 + at),
    );
    // New messages go on coming in while old ones leave.
    await add(streamId, 6000, 50);
    expect(await until(streamId, ({ removed }) => removed === 5950)).toMatchObject({
      count: 100,
      lastSeq: 6050,
    });
  });

  it('keeps so many bytes', async () => {
    await add(streamId, 0, 3000);
    await keep(streamId, { maxBytes: 25_050 });
    expect(await until(streamId, ({ bytes }) => bytes <= 25_050)).toMatchObject({
      count: 250,
      bytes: 25_000,
    });
  });

  it('keeps what is young enough', async () => {
    await add(streamId, 0, 300, Date.now() - 100_000);
    await add(streamId, 300, 20);
    await keep(streamId, { maxAgeMs: 50_000 });
    expect(await until(streamId, ({ count }) => count <= 20)).toMatchObject({ count: 20, removed: 300 });
  });

  it('takes the oldest of all streams for a bound over all of them', async () => {
    const other = await store.ensureStream({
      connectionId: 'c1',
      kind: 'gdn',
      fullName: 'persistent://t/n/o',
      title: 'o',
    });
    await add(streamId, 0, 100, Date.now() - 1000);
    await add(other.streamId, 0, 100);
    await store.setTotalRetention({ ...unbounded, maxCount: 120 });
    expect(await until(streamId, ({ count }) => count <= 20)).toMatchObject({ count: 20 });
    expect(await store.stream(other.streamId)).toMatchObject({ count: 100 });
  });

  it('gives the space back to the disk', async () => {
    const size = () => statSync(join(bench.folder, 'history.db')).size;
    for (let from = 0; from < 10; from += 1)
      await add(streamId, from * 20, 20, Date.now(), 'y'.repeat(100_000));
    await store.close();
    const before = size();
    expect(before).toBeGreaterThan(15_000_000);
    store = await bench.open();
    await store.clearStream(streamId);
    await store.close();
    store = await bench.open();
    while (size() > before / 4) await store.listStreams();
    expect((await store.stream(streamId)).removed).toBe(200);
  });
});
