import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';
import { runAndKill } from './kill-child.ts';

const pageBytes = 8192;

describe('opening a history that is not as it should be', () => {
  let bench: StoreBench;
  let file: string;
  beforeEach(() => {
    bench = storeBench();
    file = join(bench.folder, 'history.db');
  });
  afterEach(() => bench.dispose());

  /** A history of `count` messages, closed. */
  const fill = async (count: number): Promise<number> => {
    const store = await bench.open();
    const streamId = await orders(store);
    for (let from = 0; from < count; from += 1000) {
      const frames = Array.from({ length: Math.min(1000, count - from) }, (_, at) =>
        frame({ entry: from + at }),
      );
      await append(store, batchOf(streamId, frames));
    }
    await store.close();
    return streamId;
  };

  it('refuses one written by a newer program, in words, and leaves it untouched', async () => {
    await fill(1);
    const db = new Database(file);
    db.pragma('user_version = 9990');
    db.close();
    const before = readFileSync(file);
    const store = await bench.open();
    await expect(store.listStreams()).rejects.toMatchObject({
      code: 'STORE_NEWER_VERSION',
      message: expect.stringContaining('newer Streamscope'),
    });
    await expect(orders(store)).rejects.toMatchObject({ code: 'STORE_NEWER_VERSION' });
    expect(store.notices()).toMatchObject([{ code: 'STORE_NEWER_VERSION', severity: 'error' }]);
    await store.close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('sets a file that is no database aside and starts with a fresh one', async () => {
    writeFileSync(file, 'this is a shopping list, not a database\n'.repeat(500));
    const store = await bench.open();
    const streamId = await orders(store);
    expect(await append(store, batchOf(streamId, [frame()]))).toMatchObject({ stored: 1 });
    expect(store.notices()).toMatchObject([{ code: 'STORE_DAMAGED', severity: 'warning' }]);
    expect(readdirSync(bench.folder).some((name) => name.startsWith('history.damaged-'))).toBe(true);
  });

  /** Every 25th page is garbled, but for the first ones, which hold the schema; the next start looks at all of them. */
  const garble = (): void => {
    const size = statSync(file).size;
    const handle = openSync(file, 'r+');
    for (let page = 40; page * pageBytes < size; page += 25) {
      writeSync(handle, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, page * pageBytes);
    }
    closeSync(handle);
    writeFileSync(join(bench.folder, 'history.check'), '');
  };
  const setAside = (): string[] =>
    readdirSync(bench.folder).filter((name) => name.startsWith('history.damaged-'));

  it('saves what can be read of a damaged file, row by row, without a hole', async () => {
    const streamId = await fill(5000);
    garble();
    const store = await bench.open();
    const stream = await store.stream(streamId);
    expect(store.notices()).toMatchObject([{ code: 'STORE_DAMAGED' }]);
    expect(stream.count).toBeGreaterThan(3000);
    expect(stream.count).toBeLessThan(5000);
    expect(stream.received).toBe(stream.stored + stream.redelivered + stream.refused);
    const last = await store.rows({
      view: { kind: 'stream', streamId },
      from: stream.count - 10,
      count: 100,
    });
    expect(last.rows.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 10 }, (_, at) => stream.lastSeq - 9 + at),
    );
    // What was lost in the damage is new when everything comes again, and only that.
    let stored = 0;
    for (let from = 0; from < 5000; from += 1000) {
      const frames = Array.from({ length: 1000 }, (_, at) => frame({ entry: from + at }));
      stored += (await append(store, batchOf(streamId, frames))).stored;
    }
    expect(stored).toBe(5000 - stream.count);
  });

  it('saves all of it however often it is killed meanwhile, and keeps the damaged file', async () => {
    await fill(10_000);
    garble();
    const damaged = readFileSync(file);
    const calm = storeBench();
    for (const name of ['history.db', 'history.check'])
      copyFileSync(join(bench.folder, name), join(calm.folder, name));
    const saved = (await (await calm.open()).listStreams())[0]?.count ?? 0;
    await calm.dispose();
    expect(saved).toBeGreaterThan(5_000);

    for (const afterMs of [100, 150, 200, 250, 300])
      await runAndKill({
        folder: bench.folder,
        ackedBefore: 10_000,
        rowsKept: 0,
        moment: { word: 'opening' },
        afterMs,
      });
    const store = await bench.open();
    const [stream] = await store.listStreams();
    expect(stream?.count).toBeGreaterThanOrEqual(saved);
    const { rows } = await store.rows({
      view: { kind: 'stream', streamId: stream?.streamId ?? 0 },
      from: saved - 1,
      count: 1,
    });
    expect(Number(rows[0]?.entry)).toBe(9_999);
    await store.close();
    const [aside, ...others] = setAside().filter((name) => name.endsWith('.db'));
    expect(others).toEqual([]);
    expect(readFileSync(join(bench.folder, aside ?? '')).length).toBe(damaged.length);
  });

  it('ends at the next start what a kill cut off when all was saved, and takes no log of the damaged file', async () => {
    await fill(30);
    const saved = join(bench.folder, 'saved');
    renameSync(file, saved);
    await fill(500);
    renameSync(saved, join(bench.folder, 'history.rescued.db'));
    const log = Buffer.alloc(50_000, 0xa5);
    writeFileSync(`${file}-wal`, log);
    const damaged = readFileSync(file);

    const store = await bench.open();
    expect(await store.listStreams()).toMatchObject([{ count: 30 }]);
    expect(store.notices()).toMatchObject([{ code: 'STORE_DAMAGED', severity: 'warning' }]);
    const [aside = '', asideLog = ''] = setAside();
    expect(asideLog).toBe(`${aside}-wal`);
    expect(readFileSync(join(bench.folder, aside)).equals(damaged)).toBe(true);
    expect(readFileSync(join(bench.folder, asideLog)).equals(log)).toBe(true);
    await store.close();
    const again = await bench.open();
    expect(again.notices()).toEqual([]);
  });

  it('looks at every page after the last run met damage, and says nothing when all is well', async () => {
    await fill(10);
    writeFileSync(join(bench.folder, 'history.check'), '');
    const store = await bench.open();
    expect(await store.listStreams()).toHaveLength(1);
    expect(store.notices()).toEqual([]);
    expect(existsSync(join(bench.folder, 'history.check'))).toBe(false);
  });

  it('starts, and says why nothing can be stored, when its folder cannot be made', async () => {
    writeFileSync(join(bench.folder, 'blocked'), '');
    const { openStore } = await import('../../../src/main/store/store-client.ts');
    const { threads } = await import('./frames.ts');
    const folder = join(bench.folder, 'blocked', 'inside');
    const store = await openStore({ folder, ...threads, log: () => undefined, clock: Date });
    await expect(orders(store)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(store.listStreams()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await store.close();
  });
});
