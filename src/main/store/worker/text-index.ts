/** A full-text index as a search reads it: a capture holds its own, that of the history is attached beside it. */
import type { ReadableDb } from './brands.ts';

export interface TextIndex {
  /** The last seq of each stream that is indexed. Read first in a transaction: the messages are not older then. */
  readonly lastSeqs: () => ReadonlyMap<number, number>;
  /** Row ids between two that match, both included; newest first. */
  readonly newest: (matchText: string, from: number, to: number, limit: number) => number[];
  /** The same, best first; ranked are the newest of them. */
  readonly best: (matchText: string, from: number, to: number, limit: number) => number[];
}

/** `best` ranks this many of the newest hits: ranking millions would take seconds. */
export const rankedHits = 20_000;

const selectLastSeqs = {
  main: 'select id, indexed_seq as last_seq from main.stream',
  texts: 'select stream_id as id, last_seq from texts.indexed',
} as const;

export function createTextIndex(db: ReadableDb, file: keyof typeof selectLastSeqs): TextIndex {
  type Find = [matchText: string, from: number, to: number, limit: number];
  const found = `from ${file}.search where search match ? and rowid between ? and ? order by rowid desc`;
  const lastSeqs = db.prepare<[], { id: number; last_seq: number }>(selectLastSeqs[file]);
  const newest = db.prepare<Find, number>(`select rowid ${found} limit ?`).pluck();
  const best = db
    .prepare<Find, number>(
      `select rowid from (select rowid, rank ${found} limit ${rankedHits}) order by rank limit ?`,
    )
    .pluck();
  return {
    lastSeqs: () => new Map(lastSeqs.all().map((row) => [row.id, row.last_seq])),
    newest: (...wanted) => newest.all(...wanted),
    best: (...wanted) => best.all(...wanted),
  };
}
