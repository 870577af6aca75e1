/** What must hold of the index beside a history whose program was killed, looked at in the files themselves. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';

interface Extent {
  readonly id: number;
  readonly first: number;
  readonly next: number;
  readonly last: number;
}

const selectExtent = `
  select s.id, s.first_seq as first, s.next_seq as next, coalesce(i.last_seq, 0) as last
  from history.stream s left join indexed i on i.stream_id = s.id`;
const selectBelongs = `
  select 1 from about a join history.setting s on s.name = 'identity' and s.value = a.history`;

/**
 * Whole, and with every text that it says it has. Each message holds the word `n`. How many are indexed: 0 also when no
 * index of this history is there, which the next start then makes.
 */
export function expectSearchFileInStep(folder: string): number {
  if (!existsSync(join(folder, 'search.db'))) return 0;
  const db = new Database(join(folder, 'search.db'));
  try {
    expect(db.pragma('main.integrity_check', { simple: true })).toBe('ok');
    if (db.prepare('select 1 from sqlite_schema limit 1').get() === undefined) return 0;
    db.prepare('attach ? as history').run(join(folder, 'history.db'));
    if (db.prepare(selectBelongs).get() === undefined) return 0;
    const extent = db.prepare<[], Extent>(selectExtent).get();
    if (extent === undefined) return 0;
    const { id, first, next, last } = extent;
    expect(last).toBeLessThan(next);
    const count = db
      .prepare<[number], number>("select count(*) from search where search match 'n' and rowid >= ?")
      .pluck()
      .get(id * 2 ** 36 + first);
    const expected = Math.max(0, last - first + 1);
    expect(count).toBe(expected);
    return expected;
  } finally {
    db.close();
  }
}
