/** Payloads of table `message` by the thousand: one value of many rows is handed over far sooner than one of each. */
import { Buffer } from 'node:buffer';
import type { ReadableDb } from '../brands.ts';

/** Larger payloads are fetched one by one, so that what is held at once stays small: 16 MiB at most. */
export const payloadTogetherBytes = 8192;
const rowsTogether = 2000;
/** Null for a larger one. */
export const smallPayload = `case when m.size <= ${payloadTogetherBytes} then m.payload end`;

const selectTogether = `
  select cast(group_concat(case when length(payload) > ${payloadTogetherBytes} then '' else payload end, '') as blob),
    cast(group_concat(length(payload)) as blob), count(*) from message where row_id between ? and ?`;
const selectIds = 'select row_id from message where row_id between ? and ? order by row_id';
const selectOne = 'select payload from message where row_id = ?';

/** The sizes as numerals with commas between them. */
type Together = readonly [payloads: Buffer | null, sizes: Buffer | null, rows: number];

const COMMA = 0x2c;
const ZERO = 0x30;

export function payloadReads(db: ReadableDb) {
  const together = db.prepare<[number, number], Together>(selectTogether).raw();
  const ids = db.prepare<[number, number], number>(selectIds).pluck();
  const one = db.prepare<[number], Buffer>(selectOne).pluck();

  const eachOf = (first: number, last: number, onPayload: OnPayload): void => {
    const [payloads, sizes, rows] = together.get(first, last) ?? [null, null, 0];
    if (payloads === null || sizes === null) return;
    // Rows are read in the order of their ids, and seqs have no holes; were one missing all the same, the count tells.
    const rowIds = rows === last - first + 1 ? undefined : ids.all(first, last);
    let from = 0;
    let digit = 0;
    for (let at = 0; at < rows; at += 1) {
      let size = 0;
      for (; digit < sizes.length && sizes[digit] !== COMMA; digit += 1)
        size = size * 10 + ((sizes[digit] ?? ZERO) - ZERO);
      digit += 1;
      const rowId = rowIds?.[at] ?? first + at;
      if (size > payloadTogetherBytes) onPayload(rowId, one.get(rowId) ?? Buffer.alloc(0), 0, size);
      else {
        onPayload(rowId, payloads, from, from + size);
        from += size;
      }
    }
  };

  return {
    /** Empty when the row is gone. */
    one: (rowId: number): Buffer => one.get(rowId) ?? Buffer.alloc(0),
    /** Rows `first..last` in order. The bytes are the callee's until it returns. */
    each: (first: number, last: number, onPayload: OnPayload): void => {
      for (let from = first; from <= last; from += rowsTogether)
        eachOf(from, Math.min(last, from + rowsTogether - 1), onPayload);
    },
  };
}

type OnPayload = (rowId: number, bytes: Buffer, from: number, to: number) => void;
