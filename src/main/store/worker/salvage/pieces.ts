/** Reads a table of a damaged history in key order, stepping over what cannot be read. */
import { mebibyte } from '../../../../shared/domain/units.ts';
import type { ReadableDb } from '../brands.ts';

export type Column = bigint | number | string | Buffer | null;
export type TableRow = Record<string, Column>;

/** A run of readable rows, or a place that could not be read. */
export type Piece = { readonly rows: readonly TableRow[] } | 'gap';

/** Which rows of a table, by a key of whole numbers. */
export interface Extent {
  readonly table: string;
  readonly key: string;
  readonly first: number;
  readonly last: number;
  /** Only rows in which this column, which comes before the key in the table's order, has this value. */
  readonly within?: { readonly column: string; readonly value: number };
}

/** Rows of one piece, and what they may weigh before it ends: a piece is held in memory whole. */
const pieceRows = 500;
const pieceBytes = 8 * mebibyte;

interface Run {
  readonly rows: TableRow[];
  readonly isBroken: boolean;
  /** There may be more behind it. */
  readonly isCut: boolean;
}

/**
 * Every readable row. After an unreadable place the next start is searched in doubling steps, and the rows that were
 * jumped over by halving the last one: a place costs some looks and no readable row.
 */
export function* readPieces(db: ReadableDb, extent: Extent): Generator<Piece> {
  const readRun = runReader(db, extent);
  if (readRun === undefined) {
    yield 'gap';
    return;
  }
  const { key, first, last } = extent;
  let from = first;
  let step = 1;
  let brokenAt: number | undefined;
  while (from <= last) {
    const run = readRun(from, pieceRows);
    if (brokenAt !== undefined && (run.rows.length > 0 || !run.isBroken)) {
      const start = firstReadable(brokenAt, from, (at) => canRead(readRun(at, 1)));
      brokenAt = undefined;
      step = 1;
      if (start < from) {
        from = start;
        continue;
      }
    }
    if (run.rows.length > 0) {
      yield { rows: run.rows };
      from = Number(run.rows.at(-1)?.[key] ?? from) + 1;
    }
    if (!run.isBroken && !run.isCut) return;
    if (!run.isBroken) continue;
    if (brokenAt === undefined) yield 'gap';
    brokenAt = from;
    from += step;
    step *= 2;
  }
}

/** The lowest start known to be readable between one that is not and one that is. */
function firstReadable(broken: number, readable: number, isReadable: (at: number) => boolean): number {
  let low = broken;
  let high = readable;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isReadable(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function canRead(run: Run): boolean {
  return run.rows.length > 0 || !run.isBroken;
}

/** Undefined when the table cannot even be asked. */
function runReader(
  db: ReadableDb,
  { table, key, last, within }: Extent,
): ((from: number, mostRows: number) => Run) | undefined {
  const statement = prepared(
    db,
    `select * from ${table} where ${within === undefined ? '' : `${within.column} = ? and `}${key} between ? and ?
     order by ${key} limit ?`,
  );
  if (statement === undefined) return undefined;
  const scope = within === undefined ? [] : [within.value];
  return (from, mostRows) => {
    const rows: TableRow[] = [];
    let bytes = 0;
    let before = from - 1;
    try {
      for (const row of statement.iterate(...scope, from, last, mostRows)) {
        const at = Number(row[key]);
        // A garbled page may lead to another one's rows: taken for ours they would be read twice, or without an end.
        if (!(at > before && at <= last)) return { rows, isBroken: true, isCut: false };
        rows.push(row);
        before = at;
        bytes += weightOf(row);
        if (bytes > pieceBytes) return { rows, isBroken: false, isCut: true };
      }
      return { rows, isBroken: false, isCut: rows.length === mostRows };
    } catch {
      return { rows, isBroken: true, isCut: false };
    }
  };
}

function prepared(db: ReadableDb, sql: string) {
  try {
    return db.prepare<number[], TableRow>(sql);
  } catch {
    return undefined;
  }
}

function weightOf(row: TableRow): number {
  let bytes = 0;
  for (const value of Object.values(row))
    if (typeof value === 'string' || Buffer.isBuffer(value)) bytes += value.length;
  return bytes;
}
