import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asWritable, type WritableDb } from '../../../../../src/main/store/worker/brands.ts';
import { migrate } from '../../../../../src/main/store/worker/migrations/migrate.ts';
import {
  createSearchMerger,
  mergeAfterSlices,
  mergeAtOnceAfterSlices,
} from '../../../../../src/main/store/worker/search-merger.ts';

let db: WritableDb;

beforeEach(() => {
  db = asWritable(new Database(':memory:'));
  migrate(db);
});
afterEach(() => {
  db.close();
});

/** Each of its own transaction, as the indexer writes them: each adds a segment. */
function addSlices(count: number, from = 0): void {
  const insert = db.prepare('insert into search (rowid, key, properties, body) values (?, ?, ?, ?)');
  for (let at = from; at < from + count; at += 1) insert.run(at + 1, `k${at}`, null, `common word${at}`);
}

const segments = (): number =>
  Number(db.prepare('select count(distinct segid) from search_idx').pluck().get());
const found = (word: string): unknown[] =>
  db.prepare('select rowid from search where search match ? order by rowid').pluck().all(word);

describe('the merging of the full-text index', () => {
  it('is left out of the inserts, however many there are', () => {
    createSearchMerger(db).added();
    addSlices(mergeAtOnceAfterSlices);
    expect(segments()).toBe(mergeAtOnceAfterSlices);
  });

  it('is done in steps, until few segments are left and every word is still found', () => {
    const merger = createSearchMerger(db);
    merger.added();
    addSlices(100);
    let steps = 0;
    while (merger.step()) steps += 1;
    expect(steps).toBeGreaterThan(0);
    expect(segments()).toBeLessThan(mergeAfterSlices);
    expect(found('common')).toHaveLength(100);
    expect(found('word57')).toEqual([58]);
  });

  it('is due after some slices, overdue after many, and neither when it is done', () => {
    const merger = createSearchMerger(db);
    while (merger.step());
    expect(merger.isDue()).toBe(false);
    for (let at = 0; at < mergeAfterSlices; at += 1) merger.added();
    expect([merger.isDue(), merger.isOverdue()]).toEqual([true, false]);
    for (let at = mergeAfterSlices; at < mergeAtOnceAfterSlices; at += 1) merger.added();
    expect(merger.isOverdue()).toBe(true);
    addSlices(mergeAtOnceAfterSlices);
    while (merger.step());
    expect([merger.isDue(), merger.isOverdue()]).toEqual([false, false]);
  });

  it('looks once at what an earlier run left', () => {
    createSearchMerger(db).added();
    addSlices(40);
    const merger = createSearchMerger(db);
    expect(merger.isDue()).toBe(true);
    expect(merger.step()).toBe(true);
  });

  it('takes over a history whose inserts merged', () => {
    db.exec("insert into search (search, rank) values ('automerge', 4)");
    createSearchMerger(db).added();
    addSlices(60);
    expect(segments()).toBe(60);
  });
});
