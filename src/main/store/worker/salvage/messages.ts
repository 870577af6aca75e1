/**
 * A stream's messages with what stands beside them, numbered anew so that positions keep no holes. A comment is a
 * person's own words: where its message cannot be read it stays as a note, at a place below the first message.
 */
import type { Statement } from 'better-sqlite3';
import { maxMarksPerStream } from '../../../../shared/domain/mark.ts';
import { maxSeq, rowIdOf } from '../../../../shared/domain/row-id.ts';
import type { ReadableDb } from '../brands.ts';
import { readPieces, type Column, type TableRow } from './pieces.ts';
import type { SalvageRun } from './run.ts';
import type { SalvagedTable } from './tally.ts';

/** What the stream's own row says of its messages. */
interface Held {
  readonly firstSeq: number;
  /** Undefined when the row says nothing that can be. */
  readonly count: number | undefined;
}

/** Tables with at most one row a message, under the same row id. */
const besideMessages = ['message_status', 'mark'] as const satisfies readonly SalvagedTable[];

const updateStream = `
  update stream set first_seq = ?, next_seq = ?, indexed_seq = 0, bytes = ?,
    received = ? + redelivered + refused where id = ?`;

export function salvageMessages(salvage: SalvageRun, stream: TableRow): void {
  const { damaged, fresh, insert, moves, tally, tables } = salvage;
  const streamId = Number(stream['id']);
  const held = heldBy(stream);
  // Those below were forgotten already and only waited to be removed.
  const from = rowIdOf(streamId, held.firstSeq);
  const lone = tables.has('mark') ? loneMarks(salvage, streamId, from) : [];
  const newFirstSeq = held.firstSeq + lone.length;
  const beside = rowsBeside(salvage);
  let messages = 0;
  let bytes = 0;

  const take = (row: TableRow): void => {
    const oldRowId = Number(row['row_id']);
    const rowId = rowIdOf(streamId, newFirstSeq + messages);
    // A garbled row may repeat another's identity or miss what every row has.
    if (!insert('message', { ...row, row_id: rowId, stream_id: streamId })) return;
    messages += 1;
    bytes += Number(row['size']);
    moves.took(oldRowId, rowId);
    for (const table of besideMessages) {
      const more = beside(table, oldRowId);
      if (more === undefined) continue;
      if (insert(table, { ...more, row_id: rowId })) tally.saved(table);
      else tally.lost(table);
    }
  };

  const messageRows = { table: 'message', key: 'row_id', first: from, last: rowIdOf(streamId, maxSeq) };
  for (const piece of readPieces(damaged, messageRows)) {
    if (piece === 'gap') tally.gap('message');
    else fresh.transaction(() => piece.rows.forEach(take)).immediate();
  }
  fresh
    .transaction(() => {
      lone.forEach((mark, at) => {
        if (insert('mark', { ...mark, row_id: rowIdOf(streamId, held.firstSeq + at) })) tally.saved('mark');
      });
      // Stored plus redelivered plus refused still is what was received: it counts what the new file holds.
      const nextSeq = newFirstSeq + messages;
      fresh.prepare(updateStream).run(newFirstSeq, nextSeq, bytes, nextSeq - 1, streamId);
    })
    .immediate();
  tally.saved('message', messages);
  if (held.count !== undefined) tally.lost('message', Math.max(0, held.count - messages));
}

function heldBy(stream: TableRow): Held {
  const firstSeq = Number(stream['first_seq']);
  const nextSeq = Number(stream['next_seq']);
  const isPossible = firstSeq >= 1 && nextSeq >= firstSeq && nextSeq <= maxSeq;
  return isPossible ? { firstSeq, count: nextSeq - firstSeq } : { firstSeq: 1, count: undefined };
}

/**
 * Comments whose message cannot be read; they get places of their own. Those whose message retention had removed are
 * below the first place and stay where they are.
 */
function loneMarks(salvage: SalvageRun, streamId: number, from: number): TableRow[] {
  const { damaged, insert, tally } = salvage;
  const hasMessage = messageProbe(damaged);
  const lone: TableRow[] = [];
  const markRows = {
    table: 'mark',
    key: 'row_id',
    first: rowIdOf(streamId, 0),
    last: rowIdOf(streamId, maxSeq),
  };
  for (const piece of readPieces(damaged, markRows)) {
    if (piece === 'gap') {
      tally.gap('mark');
      continue;
    }
    for (const mark of piece.rows) {
      const isBelow = Number(mark['row_id']) < from;
      if (!isBelow && hasMessage(Number(mark['row_id']))) continue;
      if (mark['comment'] === '' || lone.length >= maxMarksPerStream) {
        if (!isBelow) tally.lost('mark');
      } else if (!isBelow) lone.push(mark);
      else if (insert('mark', mark)) tally.saved('mark');
    }
  }
  return lone;
}

function messageProbe(db: ReadableDb): (rowId: number) => boolean {
  let statement: Statement<[number], TableRow> | undefined;
  return (rowId) => {
    try {
      statement ??= db.prepare<[number], TableRow>('select * from message where row_id = ?');
      return statement.get(rowId) !== undefined;
    } catch {
      return false;
    }
  };
}

/** The row of another table that goes with a message; undefined when there is none, or none that can be read. */
function rowsBeside({ damaged, tables, tally }: SalvageRun) {
  const statements = new Map<string, Statement<[Column], TableRow>>();
  return (table: SalvagedTable, rowId: number): TableRow | undefined => {
    if (!tables.has(table)) return undefined;
    try {
      const known = statements.get(table);
      const statement =
        known ?? damaged.prepare<[Column], TableRow>(`select * from ${table} where row_id = ?`);
      if (known === undefined) statements.set(table, statement);
      return statement.get(rowId);
    } catch {
      // The places where marks cannot be read are counted already, when all of them are looked at.
      if (table !== 'mark') tally.gap(table);
      return undefined;
    }
  };
}
