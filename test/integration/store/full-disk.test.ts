import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatcher } from '../../../src/main/ingest/batcher.ts';
import { openStore } from '../../../src/main/store/store-client.ts';
import { latestVersion } from '../../../src/main/store/worker/migrations/migrate.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { createSystemClock } from '../../../src/main/sockets/system-clock.ts';
import { append, batchOf, frame, orders, threads } from './frames.ts';
import { makeOldHistory } from './old-history.ts';
import { canMount, ownDisk, skippedWords, type OwnDisk } from './own-disk.ts';

const diskBytes = 12 * 1024 * 1024;
const clock = createSystemClock();

describe.skipIf(!canMount)(`a disk of its own for the history${skippedWords}`, () => {
  let disk: OwnDisk;
  let stores: Store[];
  beforeEach(() => {
    disk = ownDisk(diskBytes);
    stores = [];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    disk.dispose();
  });

  const open = async (): Promise<Store> => {
    const folder = join(disk.folder, 'history');
    const store = await openStore({ folder, ...threads, log: () => undefined, clock: Date });
    stores.push(store);
    return store;
  };

  it('that is full pauses ingest and says so; with space again everything is stored, once', async () => {
    const store = await open();
    const streamId = await orders(store);
    const steps: string[] = [];
    const acked: string[] = [];
    const batcher = createBatcher({
      streamId,
      session: 's',
      mode: 'consume',
      append: (batch) => store.appendBatch(batch),
      isWatched: () => true,
      clock,
      events: {
        onReceipt: (receipt) => acked.push(...receipt.acksDue),
        onProblem: (problem) => steps.push(problem?.code ?? 'well again'),
        pauseSource: () => steps.push('paused'),
        resumeSource: () => steps.push('resumed'),
      },
    });
    let sent = 0;
    const send = (count: number): void => {
      for (let at = 0; at < count; at += 1, sent += 1)
        batcher.add(Buffer.from(frame({ entry: sent, payload: 'y'.repeat(3000) })), clock.now(), 1);
    };
    send(300);
    await batcher.flush();
    disk.fill(64 * 1024);
    send(300);
    await vi.waitFor(() => expect(steps).toContain('STORE_FULL'), { timeout: 10_000 });
    expect(steps).toContain('paused');
    const ackedWhileFull = acked.length;
    expect(ackedWhileFull).toBeLessThan(sent);
    // What is stored can be read meanwhile.
    const before = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 10 });
    expect(before.rows).toHaveLength(10);
    disk.empty();
    await batcher.flush();
    await batcher.stop();
    expect(steps.slice(-2).toSorted()).toEqual(['resumed', 'well again']);
    expect(acked).toHaveLength(600);
    const { count, received, redelivered } = await store.stream(streamId);
    expect({ count, received, redelivered }).toEqual({ count: 600, received: 600, redelivered: 0 });
  });

  it('that has no room for the copy before a migration leaves the history as it is, and says so', async () => {
    const folder = join(disk.folder, 'history');
    mkdirSync(folder);
    makeOldHistory(join(folder, 'history.db'), 10, 6000);
    disk.fill(400 * 1024);
    const store = await open();
    await expect(orders(store)).rejects.toMatchObject({
      code: 'STORE_FULL',
      message: expect.stringContaining('no room for the copy'),
    });
    expect(store.notices()).toMatchObject([{ code: 'STORE_FULL', severity: 'error' }]);
    await store.close();
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
    disk.empty();
    const again = await open();
    expect(await again.listStreams()).toMatchObject([{ count: 6000 }]);
    expect(readdirSync(folder)).toContain(`history.before-${latestVersion()}.db`);
  });

  it('that has no room to save a damaged history leaves it where it is, until there is', async () => {
    const folder = join(disk.folder, 'history');
    mkdirSync(folder);
    const file = join(folder, 'history.db');
    makeOldHistory(file, latestVersion(), 10_000);
    const bytes = readFileSync(file);
    // A page in the middle, which only a look at every page finds.
    bytes.fill(0xa5, 100 * 8192, 101 * 8192);
    writeFileSync(file, bytes);
    writeFileSync(join(folder, 'history.check'), '');
    disk.fill(400 * 1024);
    const store = await open();
    await expect(orders(store)).rejects.toMatchObject({
      code: 'STORE_FULL',
      message: expect.stringContaining('no room to save what can be read'),
    });
    // What can be read of it can be read meanwhile.
    expect(await store.listStreams()).toMatchObject([{ count: 10_000 }]);
    await store.close();
    expect(readFileSync(file).subarray(100).equals(bytes.subarray(100))).toBe(true);
    expect(readdirSync(folder).filter((name) => /rescue|damaged/.test(name))).toEqual([]);
    disk.empty();
    const again = await open();
    const [stream] = await again.listStreams();
    expect(stream?.count).toBeGreaterThan(9_000);
    expect(stream?.count).toBeLessThan(10_000);
    expect(again.notices()).toMatchObject([{ code: 'STORE_DAMAGED' }]);
  });

  it('that cannot be written is read, and says why nothing is stored', async () => {
    mkdirSync(join(disk.folder, 'history'));
    const writing = await open();
    const streamId = await orders(writing);
    await append(writing, batchOf(streamId, [frame({ payload: 'still here' })]));
    await writing.close();
    disk.makeReadOnly();
    const store = await open();
    expect(store.notices()).toMatchObject([{ code: 'STORE_READ_ONLY', severity: 'error' }]);
    await expect(orders(store)).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
    const page = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 10 });
    expect(page.rows.map(({ preview }) => preview)).toEqual(['still here']);
  });
});
