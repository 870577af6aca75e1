/** What must hold of a history file whose program was killed, looked at in the file itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { latestVersion, migrations } from '../../../src/main/store/worker/migrations/migrate.ts';
import { expectSearchFileInStep } from './index-check.ts';

/** The full-text index is there from this version on. */
const searchVersion = 20;

/**
 * Whole, acked messages there once, the counts and the index in step. Entry n was message n + 1. How many messages the
 * index held: a check that met none would prove little.
 */
export function expectSound(folder: string, acked: number): number {
  const db = new Database(join(folder, 'history.db'));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const { first, next, rowFrom } = extentOf(db);
    expect(next - 1).toBeGreaterThanOrEqual(acked);
    const entries = entriesFrom(db, rowFrom);
    // None is missing, none is there twice.
    expect(firstStranger(entries, first - 1)).toBeUndefined();
    expect(entries).toHaveLength(next - first);
    if (versionOf(db) >= searchVersion) expectOldIndexInStep(db, first, rowFrom);
    const rowsLeft = db.prepare<[], number>('select count(*) from message').pluck().get() ?? 0;
    const waiting = db
      .prepare<[], number>('select coalesce(sum(row_to - row_from), 0) from removal')
      .pluck()
      .get();
    expect(rowsLeft).toBeLessThanOrEqual(entries.length + (waiting ?? 0));
    return expectSearchFileInStep(folder);
  } finally {
    db.close();
  }
}

/** Of a version that a step leaves; the messages that came twice before it still say so. */
export function expectMigratedOrNot(folder: string, oldRows: number): number {
  const db = new Database(join(folder, 'history.db'));
  try {
    const version = versionOf(db);
    expect(migrations.map((step) => step.version)).toContain(version);
    const twice = db.prepare<[], number>('select count(*) from message_status where deliveries = 2').pluck();
    expect(twice.get()).toBeGreaterThanOrEqual(oldRows);
    return version;
  } finally {
    db.close();
  }
}

/** A back-up under its name is whole, and from before; undefined when there is none yet. */
export function expectBackUpWhole(folder: string, oldRows: number): number | undefined {
  const file = join(folder, `history.before-${latestVersion()}.db`);
  if (!existsSync(file)) return undefined;
  const db = new Database(file, { readonly: true });
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const version = versionOf(db);
    expect(version).toBeLessThan(latestVersion());
    const entries = entriesFrom(db, 0);
    expect(firstStranger(entries, 0)).toBeUndefined();
    expect(entries).toHaveLength(oldRows);
    return version;
  } finally {
    db.close();
  }
}

/** The index that older programs kept inside the history: as they left it, or emptied. */
function expectOldIndexInStep(db: Database.Database, first: number, rowFrom: number): void {
  const indexed = db.prepare<[], number>('select indexed_seq from stream').pluck().get() ?? 0;
  const found = db
    .prepare<[number], number>("select count(*) from search where search match 'n' and rowid >= ?")
    .pluck()
    .get(rowFrom);
  expect(found).toBe(Math.max(0, indexed - first + 1));
}

function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function extentOf(db: Database.Database): { first: number; next: number; rowFrom: number } {
  const { id, first, next } = db
    .prepare<[], { id: number; first: number; next: number }>(
      'select id, first_seq as first, next_seq as next from stream',
    )
    .get() ?? { id: 0, first: 0, next: 0 };
  return { first, next, rowFrom: id * 2 ** 36 + first };
}

function entriesFrom(db: Database.Database, rowFrom: number): number[] {
  return db
    .prepare<[number], number>('select entry from message where row_id >= ? order by row_id')
    .pluck()
    .all(rowFrom);
}

/** The first entry that is not the one after its neighbour, with its place: all of them would be no help in a report. */
function firstStranger(entries: readonly number[], from: number): { at: number; near: number[] } | undefined {
  const at = entries.findIndex((entry, index) => entry !== from + index);
  return at < 0 ? undefined : { at, near: entries.slice(Math.max(0, at - 2), at + 3) };
}
