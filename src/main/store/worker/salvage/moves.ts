/**
 * Where each salvaged message went: its row id there and here, in runs of neighbours that went together. They are kept
 * in the fresh file while it is filled, for a badly damaged history may have more runs than memory should hold.
 */
import type { WritableDb } from '../brands.ts';

/** Row ids `first` to `last` of the damaged file, which are `shift` higher or lower in the fresh one. */
export interface Move {
  readonly first: number;
  readonly last: number;
  readonly shift: number;
}

export interface Moves {
  /** In ascending order of `rowId`. */
  readonly took: (rowId: number, newRowId: number) => void;
  readonly newRowId: (rowId: number) => number | undefined;
  /** The parts of a range that were saved, in order. */
  readonly parts: (first: number, last: number) => Iterable<Move>;
  readonly drop: () => void;
}

const createTable = `
  create table salvage_move (first integer primary key, last integer not null, shift integer not null) strict`;
const insertMove = 'insert into salvage_move (first, last, shift) values (?, ?, ?)';
const selectBefore =
  'select first, last, shift from salvage_move where first <= ? order by first desc limit 1';
const selectWithin =
  'select first, last, shift from salvage_move where first > ? and first <= ? order by first';

export function createMoves(db: WritableDb): Moves {
  db.exec(createTable);
  const insert = db.prepare<[number, number, number]>(insertMove);
  const before = db.prepare<[number], Move>(selectBefore);
  const within = db.prepare<[number, number], Move>(selectWithin);
  let open: { first: number; last: number; shift: number } | undefined;

  const write = (): void => {
    if (open !== undefined) insert.run(open.first, open.last, open.shift);
    open = undefined;
  };

  const runs = (first: number, last: number): Move[] => {
    write();
    const start = before.get(first);
    return [...(start === undefined ? [] : [start]), ...within.all(first, last)];
  };

  return {
    took: (rowId, newRowId) => {
      const shift = newRowId - rowId;
      if (open?.last === rowId - 1 && open.shift === shift) {
        open.last = rowId;
        return;
      }
      write();
      open = { first: rowId, last: rowId, shift };
    },
    newRowId: (rowId) => {
      write();
      const run = before.get(rowId);
      return run !== undefined && rowId <= run.last ? rowId + run.shift : undefined;
    },
    parts: (first, last) =>
      runs(first, last)
        .map((run) => ({
          first: Math.max(run.first, first),
          last: Math.min(run.last, last),
          shift: run.shift,
        }))
        .filter((part) => part.first <= part.last),
    drop: () => {
      db.exec('drop table salvage_move');
    },
  };
}
