/**
 * Reads what can still be read of a damaged history into a fresh one, row by row, stepping over unreadable
 * places. Messages are numbered anew so that positions keep no holes.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { maxSeq, maxStreamId, rowIdOf } from '../../../shared/domain/row-id.ts';
import { asReadable, type ReadableDb, type WritableDb } from './brands.ts';
import type { SqliteModule } from './native-addon.ts';
import { storeErrorOf } from './sqlite-errors.ts';

/** Said of the new file, not of the damaged one: to go on would leave rows out that can be read. */
const noRoom: readonly ErrorCode[] = ['STORE_FULL', 'STORE_READ_ONLY', 'STORE_BUSY'];

export interface Salvaged {
  readonly streams: number;
  readonly messages: number;
  /** Places stepped over. */
  readonly gaps: number;
}

/** Rows copied in one transaction. */
const copySlice = 500;
/** Tables with at most one row a message, under the same row id. */
const besideMessages = ['message_status', 'mark'];

type Column = bigint | number | string | Buffer | null;
type TableRow = Record<string, Column>;

type TableInsert = (table: string, row: TableRow) => void;

interface Source {
  readonly db: ReadableDb;
  readonly beside: (table: string, rowId: Column) => TableRow | undefined;
}

/** A run of readable rows, or a place that could not be read. */
type Piece = { readonly rows: readonly TableRow[] } | 'gap';

/** @throws StreamscopeError when the new file cannot take what was read */
export function salvage(sqlite: SqliteModule, damagedFile: string, fresh: WritableDb): Salvaged {
  let damaged: Database | undefined;
  try {
    damaged = new sqlite(damagedFile, { readonly: true, fileMustExist: true });
    // Numbers beyond 2^53 must come over unchanged.
    damaged.defaultSafeIntegers(true);
    return copyAll(asReadable(damaged), fresh);
  } catch (thrown) {
    throwIfNoRoom(thrown);
    // Not even the header can be read: the fresh history stays empty, and the notice says so.
    return { streams: 0, messages: 0, gaps: 1 };
  } finally {
    damaged?.close();
  }
}

function copyAll(damaged: ReadableDb, fresh: WritableDb): Salvaged {
  const from: Source = { db: damaged, beside: rowsBeside(damaged) };
  const into = tableInserts(fresh);
  const total = { streams: 0, messages: 0, gaps: 0 };
  for (const piece of readPieces(damaged, 'stream', 'id', 1, maxStreamId)) {
    if (piece === 'gap') {
      total.gaps += 1;
      continue;
    }
    for (const stream of piece.rows) {
      into('stream', stream);
      total.streams += 1;
      const copied = copyMessages(from, fresh, into, Number(stream['id']));
      total.messages += copied.messages;
      total.gaps += copied.gaps;
    }
  }
  for (const table of ['published', 'replay_job']) {
    for (const piece of readPieces(damaged, table, 'id', 1, Number.MAX_SAFE_INTEGER)) {
      if (piece === 'gap') total.gaps += 1;
      else for (const row of piece.rows) into(table, row);
    }
  }
  return total;
}

function copyMessages(
  { db: damaged, beside }: Source,
  fresh: WritableDb,
  into: TableInsert,
  streamId: number,
) {
  let messages = 0;
  let gaps = 0;
  let bytes = 0;
  const from = rowIdOf(streamId, 0);
  for (const piece of readPieces(damaged, 'message', 'row_id', from, rowIdOf(streamId, maxSeq))) {
    if (piece === 'gap') {
      gaps += 1;
      continue;
    }
    fresh
      .transaction(() => {
        for (const row of piece.rows) {
          const rowId = rowIdOf(streamId, messages + 1);
          // A garbled row may repeat another's identity or miss what every row has.
          if (!tryInsert(into, 'message', { ...row, row_id: rowId })) continue;
          messages += 1;
          bytes += Number(row['size']);
          for (const table of besideMessages) {
            const more = beside(table, row['row_id'] ?? 0);
            if (more !== undefined) tryInsert(into, table, { ...more, row_id: rowId });
          }
        }
      })
      .immediate();
  }
  // Stored plus redelivered plus refused still is what was received: it counts what the new file holds.
  fresh
    .prepare(
      `update stream set first_seq = 1, next_seq = ?, indexed_seq = 0, bytes = ?,
         received = ? + redelivered + refused where id = ?`,
    )
    .run(messages + 1, bytes, messages, streamId);
  return { messages, gaps };
}

/** Every readable row in key order; after an unreadable one the next start is searched in doubling steps. */
function* readPieces(
  db: ReadableDb,
  table: string,
  key: string,
  first: number,
  last: number,
): Generator<Piece> {
  const statement = db.prepare<[number, number], TableRow>(
    `select * from ${table} where ${key} between ? and ? order by ${key} limit ${copySlice}`,
  );
  let from = first;
  let step = 1;
  while (from <= last) {
    const rows: TableRow[] = [];
    let isBroken = false;
    try {
      for (const row of statement.iterate(from, last)) rows.push(row);
    } catch {
      isBroken = true;
    }
    if (rows.length > 0) {
      yield { rows };
      from = Number(rows.at(-1)?.[key] ?? from) + 1;
      step = 1;
    }
    if (!isBroken && rows.length < copySlice) return;
    if (isBroken) {
      if (step === 1) yield 'gap';
      from += step;
      step *= 2;
    }
  }
}

/** The row of another table that goes with a message; undefined when there is none, or none that can be read. */
function rowsBeside(db: ReadableDb): Source['beside'] {
  const statements = new Map<string, Statement<[Column], TableRow>>();
  return (table, rowId) => {
    try {
      const known = statements.get(table);
      const statement = known ?? db.prepare<[Column], TableRow>(`select * from ${table} where row_id = ?`);
      if (known === undefined) statements.set(table, statement);
      return statement.get(rowId);
    } catch {
      return undefined;
    }
  };
}

/** A file of an older version has fewer columns: the rows say which. */
function tableInserts(db: WritableDb): TableInsert {
  const statements = new Map<string, Statement<Column[]>>();
  return (table, row) => {
    const names = Object.keys(row);
    const sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
    const known = statements.get(sql);
    const statement = known ?? db.prepare<Column[]>(sql);
    if (known === undefined) statements.set(sql, statement);
    statement.run(...Object.values(row));
  };
}

/** False when the row is not as rows are: what damage left of it breaks a rule of its table. */
function tryInsert(into: TableInsert, table: string, row: TableRow): boolean {
  try {
    into(table, row);
    return true;
  } catch (thrown) {
    throwIfNoRoom(thrown);
    return false;
  }
}

function throwIfNoRoom(thrown: unknown): void {
  const error = storeErrorOf(thrown);
  if (noRoom.includes(error.code)) throw error;
}
