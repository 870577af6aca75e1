/**
 * The insert of the hot path. Crossing into SQLite costs as much as writing a small row, so rows are staged in
 * one flat array and written eight at a time; what is left over goes one by one.
 */
import type { WritableDb } from '../brands.ts';

export type Bound = number | bigint | string | Buffer | null;

const columns = [
  'row_id',
  'stream_id',
  'ledger',
  'entry',
  'partition',
  'batch_index',
  'message_id',
  'publish_time',
  'publish_form',
  'event_time',
  'event_form',
  'received_at',
  'key',
  'properties_count',
  'size',
  'kind',
  'state',
  'broker_redeliveries',
  'properties',
  'extra',
  'head',
  'payload',
] as const;

export const messageColumnCount = columns.length;
const rowsPerStatement = 8;

/** Rows waiting for their statement. A caller fills the next row's columns in order with `put`. */
export interface MessageInserts {
  /** Adds one column value; a row is complete after `messageColumnCount` of them. */
  readonly put: (value: Bound) => void;
  /** Call when a row is complete: writes when enough wait. */
  readonly rowDone: () => void;
  /** Writes what waits. */
  readonly flush: () => void;
  /** Forgets what waits, after a transaction failed. */
  readonly drop: () => void;
}

export function messageInserts(db: WritableDb): MessageInserts {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const head = `insert into message (${columns.join(', ')}) values `;
  const one = db.prepare<Bound[]>(head + row);
  const many = db.prepare<Bound[]>(head + Array.from({ length: rowsPerStatement }, () => row).join(', '));
  const staged: Bound[] = new Array<Bound>(messageColumnCount * rowsPerStatement).fill(null);
  let used = 0;

  return {
    put: (value) => {
      staged[used] = value;
      used += 1;
    },
    rowDone: () => {
      if (used < staged.length) return;
      used = 0;
      many.run(...staged);
    },
    flush: () => {
      const until = used;
      used = 0;
      for (let from = 0; from < until; from += messageColumnCount) {
        one.run(...staged.slice(from, from + messageColumnCount));
      }
    },
    drop: () => {
      used = 0;
    },
  };
}
