import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../../src/shared/contract/schemas/search.ts';
import { rowIdOf } from '../../../src/shared/domain/row-id.ts';
import { indexCapture } from '../../../src/main/export/worker/index-capture.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { asWritable } from '../../../src/main/store/worker/brands.ts';
import { latestVersion } from '../../../src/main/store/worker/migrations/migrate.ts';
import { heldPayloads, heldWord } from '../../fixtures/history/held.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

const pageBytes = 8192;

const search = (store: Store, text: string): Promise<SearchAnswer> =>
  store.search({ text, mode: 'words', order: 'newest', limit: 100 });

/** Asks until the index has reached every message. */
async function untilIndexed(store: Store): Promise<void> {
  for (;;) {
    const { coverage } = await search(store, 'nowhere');
    if (coverage.indexed === coverage.stored) return;
  }
}

describe('the full-text index in a file of its own', () => {
  let bench: StoreBench;
  let index: string;
  beforeEach(() => {
    bench = storeBench();
    index = join(bench.folder, 'search.db');
  });
  afterEach(() => bench.dispose());

  const add = (store: Store, streamId: number, from: number, count: number, word: string) =>
    append(
      store,
      batchOf(
        streamId,
        Array.from({ length: count }, (_, at) =>
          frame({ entry: from + at, payload: `{"word":"${word}","n":${from + at}}` }),
        ),
      ),
    );

  /** A history with so many messages, all indexed, closed. */
  const fill = async (count: number, word = 'fox'): Promise<number> => {
    const store = await bench.open();
    const streamId = await orders(store);
    for (let from = 0; from < count; from += 1000)
      await add(store, streamId, from, Math.min(1000, count - from), word);
    await untilIndexed(store);
    await store.close();
    return streamId;
  };

  /** What is in the file beside the program. */
  const inFile = <Value>(sql: string): Value[] => {
    const db = new Database(index, { readonly: true });
    try {
      return db.prepare<[], Value>(sql).pluck().all();
    } finally {
      db.close();
    }
  };

  /** Asks until the file says so. */
  const untilInFile = async (sql: string, wanted: unknown): Promise<void> => {
    while (JSON.stringify(inFile(sql)) !== JSON.stringify(wanted))
      await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('leaves the history without texts, and one file each when the program has ended', async () => {
    await fill(300);
    expect(inFile("select count(*) from search where search match 'fox'")).toEqual([300]);
    const history = new Database(join(bench.folder, 'history.db'), { readonly: true });
    expect(history.prepare('select count(*) from search_docsize').pluck().get()).toBe(0);
    history.close();
    expect(
      ['history.db-wal', 'search.db-wal'].filter((name) => existsSync(join(bench.folder, name))),
    ).toEqual([]);
  });

  it('is made anew when it is not there, and meanwhile every message is found', async () => {
    await fill(3000);
    rmSync(index);
    const store = await bench.open();
    const answer = await search(store, 'fox');
    expect(answer.hits).toHaveLength(100);
    expect(answer.coverage.indexed + answer.coverage.scanned).toBeGreaterThanOrEqual(100);
    await untilIndexed(store);
    expect(inFile("select count(*) from search where search match 'fox'")).toEqual([3000]);
    expect(store.notices()).toEqual([]);
  });

  it('takes over from the one that an older program kept inside the history, which is emptied', async () => {
    const old = new URL(
      `../../fixtures/history/schema-${String(latestVersion()).padStart(4, '0')}.db`,
      import.meta.url,
    );
    copyFileSync(fileURLToPath(old), join(bench.folder, 'history.db'));
    const before = asWritable(new Database(join(bench.folder, 'history.db')));
    indexCapture(before, 1, heldPayloads.length, () => undefined);
    expect(before.prepare('select count(*) from search_docsize').pluck().get()).toBe(heldPayloads.length);
    expect(before.prepare('select sum(indexed_seq) from stream').pluck().get()).toBe(heldPayloads.length);
    before.close();
    const store = await bench.open();
    const seqs = async () => (await search(store, heldWord.word)).hits.map(({ seq }) => seq);
    expect(await seqs()).toEqual(heldWord.seqs);
    await untilIndexed(store);
    expect(await seqs()).toEqual(heldWord.seqs);
    await store.close();
    const after = new Database(join(bench.folder, 'history.db'), { readonly: true });
    expect(after.prepare('select count(*) from search_docsize').pluck().get()).toBe(0);
    expect(after.prepare('select sum(indexed_seq) from stream').pluck().get()).toBe(0);
    expect(after.pragma('user_version', { simple: true })).toBe(latestVersion());
    after.close();
    expect(store.notices()).toEqual([]);
  });

  it('that is no database is thrown away in words, and made anew', async () => {
    const streamId = await fill(20);
    writeFileSync(index, 'this is a shopping list, not an index\n'.repeat(500));
    const store = await bench.open();
    expect(store.notices()).toMatchObject([
      {
        code: 'SEARCH_INDEX_DAMAGED',
        severity: 'warning',
        message: expect.stringContaining('None of them is lost'),
      },
    ]);
    expect((await search(store, 'fox')).hits).toHaveLength(20);
    await untilIndexed(store);
    expect((await search(store, 'fox')).hits).toHaveLength(20);
    expect(await store.stream(streamId)).toMatchObject({ count: 20 });
  });

  it('that turns out damaged while it is used costs no hit, and the next start makes it anew', async () => {
    await fill(4000);
    const handle = openSync(index, 'r+');
    // The first pages hold the schema and say which messages are in.
    for (let page = 8; page * pageBytes < statSync(index).size; page += 1)
      writeSync(handle, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, page * pageBytes);
    closeSync(handle);
    const store = await bench.open();
    let found = 0;
    let cursor: string | null = null;
    do {
      const answer: SearchAnswer = await store.search({
        text: 'fox',
        mode: 'words',
        order: 'newest',
        limit: 1000,
        ...(cursor === null ? {} : { cursor }),
      });
      found += answer.hits.length;
      cursor = answer.cursor;
    } while (cursor !== null);
    expect(found).toBe(4000);
    await store.close();
    const next = await bench.open();
    expect(next.notices()).toMatchObject([{ code: 'SEARCH_INDEX_DAMAGED' }]);
    await untilIndexed(next);
    expect(inFile("select count(*) from search where search match 'fox'")).toEqual([4000]);
  });

  it('of another history is not used', async () => {
    await fill(50, 'fox');
    copyFileSync(index, join(bench.folder, 'other.db'));
    for (const name of ['history.db', 'search.db']) rmSync(join(bench.folder, name));
    await fill(10, 'hare');
    copyFileSync(join(bench.folder, 'other.db'), index);
    const store = await bench.open();
    await untilIndexed(store);
    expect((await search(store, 'fox')).hits).toEqual([]);
    expect((await search(store, 'hare')).hits).toHaveLength(10);
    expect(inFile('select last_seq from indexed')).toEqual([10]);
  });

  it('that is ahead of a history which lost its newest messages says nothing of those that take their place', async () => {
    const streamId = await fill(10);
    const db = new Database(index);
    for (let seq = 11; seq <= 20; seq += 1)
      db.prepare('insert into search (rowid, body) values (?, ?)').run(rowIdOf(streamId, seq), 'ghost');
    db.exec('update indexed set last_seq = 20');
    db.prepare('insert into search (rowid, body) values (?, ?)').run(rowIdOf(streamId + 1, 1), 'ghost');
    db.prepare('insert into indexed (stream_id, first_seq, last_seq) values (?, 1, 1)').run(streamId + 1);
    db.close();
    const store = await bench.open();
    await add(store, streamId, 10, 15, 'hare');
    const other = await store.ensureStream({
      connectionId: 'c',
      kind: 'gdn',
      fullName: 'p://t/n/o',
      title: 'o',
    });
    expect(other.streamId).toBe(streamId + 1);
    await add(store, other.streamId, 0, 1, 'hare');
    await untilIndexed(store);
    expect((await search(store, 'ghost')).hits).toEqual([]);
    expect((await search(store, 'hare')).hits).toHaveLength(16);
    await untilInFile('select last_seq from indexed order by stream_id', [25, 1]);
  });

  it('lets go of the texts whose messages are gone', async () => {
    const streamId = await fill(3000);
    const store = await bench.open();
    const texts = 'select count(*) from search_docsize';
    await store.setStorePolicy(streamId, {
      isStored: true,
      retention: { maxCount: 500, maxBytes: null, maxAgeMs: null },
    });
    await untilInFile(texts, [500]);
    expect((await search(store, 'fox')).coverage).toMatchObject({ stored: 500, indexed: 500 });
    await store.clearStream(streamId);
    await untilInFile(texts, [0]);
    await add(store, streamId, 5000, 7, 'hare');
    await untilIndexed(store);
    expect((await search(store, 'hare')).hits).toHaveLength(7);
    await store.deleteStream(streamId);
    await untilInFile('select stream_id from indexed', []);
    await untilInFile(texts, [0]);
  });

  it('gives the space back to the disk', async () => {
    const store = await bench.open();
    const streamId = await orders(store);
    for (let from = 0; from < 20; from += 1) {
      const frames = Array.from({ length: 50 }, (_, at) =>
        frame({
          entry: from * 50 + at,
          payload: Array.from({ length: 800 }, (_, word) => `w${from}x${at}x${word}`).join(' '),
        }),
      );
      await append(store, batchOf(streamId, frames));
    }
    await untilIndexed(store);
    await store.close();
    const before = statSync(index).size;
    expect(before).toBeGreaterThan(6_000_000);
    const next = await bench.open();
    await next.clearStream(streamId);
    await untilInFile('select count(*) from search_docsize', [0]);
    await next.close();
    const last = await bench.open();
    while (statSync(index).size > before / 2) await last.listStreams();
  });
});
