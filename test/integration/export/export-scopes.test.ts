import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../src/main/store/store.ts';
import { exportFormats, type ExportScope } from '../../../src/shared/contract/schemas/transfer.ts';
import { rowIdOf } from '../../../src/shared/domain/row-id.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from '../store/frames.ts';
import { exportTo, importFrom } from './export-bench.ts';

vi.setConfig({ testTimeout: 60_000 });

const rows = 6_000;
const startAt = 1_777_000_000_000;

let bench: StoreBench;
let store: Store;
let streamId: number;
let next = 0;
let files = 0;

const isMatch = (entry: number): boolean => entry % 7 === 3;

/** Rows `next` on; every seventh has the total that filters look for. */
async function grow(count: number): Promise<void> {
  const frames = Array.from({ length: count }, (_, at) =>
    frame({
      entry: next + at,
      key: `k-${(next + at) % 10}`,
      payload: `{"n":${next + at},"total":${isMatch(next + at) ? 999 : 1}}`,
    }),
  );
  await append(store, batchOf(streamId, frames, { at: startAt + next, mode: 'consume' }));
  next += count;
}

beforeAll(async () => {
  bench = storeBench();
  store = await bench.open();
  streamId = await orders(store);
  await grow(rows);
});
afterAll(() => bench.dispose());

/** The entries of what a scope's export holds, in its order. */
async function exported(scope: ExportScope): Promise<number[]> {
  files += 1;
  const path = join(bench.folder, `scope-${files}.jsonl`);
  const { counts } = await exportTo(bench.folder, { scope, format: 'jsonl', path });
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  expect(counts.written).toBe(lines.length);
  return lines.map((line) => Number(JSON.parse(JSON.parse(line).payload).n));
}

/** The entries that the filter's list shows in the window. */
async function shown(filter: string): Promise<number[]> {
  let list = await store.openList({ streamId, filter });
  while (list.left > 0) list = await store.fillList(list.listId, 40);
  const entries: number[] = [];
  while (entries.length < list.matches) {
    const view = { kind: 'list', listId: list.listId } as const;
    const page = await store.rows({ view, from: entries.length, count: 500 });
    entries.push(...page.rows.map(({ entry }) => Number(entry)));
  }
  await store.closeList(list.listId);
  return entries;
}

const entriesTo = (count: number): number[] => Array.from({ length: count }, (_, entry) => entry);

describe('an export', () => {
  it.each([
    'value.total > 100',
    'key == "k-4"',
    'key == "k-4" && value.total > 100',
    'size > 20 || key == "k-1"',
  ])('of the filter %s holds exactly the rows that the filter shows', async (filter) => {
    const inWindow = await shown(filter);
    expect(inWindow.length).toBeGreaterThan(0);
    expect(inWindow.length).toBeLessThan(next);
    expect(await exported({ kind: 'filter', streamId, filter })).toEqual(inWindow);
  });

  it('of a filter that nothing matches is an empty file, not all messages', async () => {
    expect(await exported({ kind: 'filter', streamId, filter: 'key == "nobody"' })).toEqual([]);
  });

  it('of a filter follows what became of messages since: states and deliveries', async () => {
    const again = [11, 12, 5_000];
    await append(
      store,
      batchOf(
        streamId,
        again.map((entry) => frame({ entry, redeliveryCount: 1 })),
        { attempt: 2, at: startAt + 900_000, mode: 'consume' },
      ),
    );
    expect(await exported({ kind: 'filter', streamId, filter: 'deliveries > 1' })).toEqual(again);
    await store.recordAcks({
      kind: 'ack-sent',
      session: 'session-1',
      attempt: 1,
      at: startAt,
      rowIds: [rowIdOf(streamId, 8)],
    });
    const acked = 'state == "ack-sent"';
    expect(await exported({ kind: 'filter', streamId, filter: acked })).toEqual([7]);
    expect(await shown(acked)).toEqual([7]);
  });

  it('of a filter holds the matches there were when it began, each once, while more come in', async () => {
    const before = next;
    const filter = 'value.total > 100';
    const exporting = exported({ kind: 'filter', streamId, filter });
    let isDone = false;
    void exporting.finally(() => {
      isDone = true;
    });
    do await grow(50);
    while (!isDone);
    const found = await exporting;
    expect(next).toBeGreaterThan(before);
    const matches = entriesTo(next).filter(isMatch);
    expect(found).toEqual(matches.slice(0, found.length));
    expect(found.length).toBeGreaterThanOrEqual(entriesTo(before).filter(isMatch).length);
    // Asked again it has what came since.
    expect(await exported({ kind: 'filter', streamId, filter })).toEqual(matches);
  });

  it('of a selection holds exactly the chosen rows, in order', async () => {
    const ranges = [
      { from: 3, to: 3 },
      { from: 1_999, to: 2_002 },
      { from: next, to: next + 500 },
    ];
    const chosen = [2, 1_998, 1_999, 2_000, 2_001, next - 1];
    expect(await exported({ kind: 'ranges', streamId, ranges })).toEqual(chosen);
  });

  it('of a time range holds what was received in it, both ends included', async () => {
    const scope = { kind: 'time', streamId, from: startAt + 100, to: startAt + 199 } as const;
    expect(await exported(scope)).toEqual(entriesTo(200).slice(100));
    expect(await exported({ ...scope, from: startAt - 10, to: startAt - 1 })).toEqual([]);
  });

  it('of a stream holds all of it', async () => {
    expect(await exported({ kind: 'stream', streamId })).toEqual(entriesTo(next));
  });

  it.each(exportFormats)('of a filter holds the same messages as %s', async (format) => {
    const filter = 'key == "k-4" && value.total > 100';
    const path = join(bench.folder, `same.${format}`);
    await exportTo(bench.folder, { scope: { kind: 'filter', streamId, filter }, format, path });
    const imported = await importFrom(store, bench.folder, path);
    const view = { kind: 'stream', streamId: imported.streamId } as const;
    const page = await store.rows({ view, from: 0, count: 1_000 });
    expect(page.rows.map(({ entry }) => Number(entry))).toEqual(await shown(filter));
  });
});
