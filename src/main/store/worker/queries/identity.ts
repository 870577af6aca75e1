/**
 * Which message an id means. Identity is stream, partition, ledger, entry and batch index (protocol D13): ids
 * of different bytes may be one message, so never the text.
 */
import { decodeMessageId, decodeMessageIdNumbers } from '../../../../shared/domain/message-id.ts';
import type { ReadableDb } from '../brands.ts';

export interface Identity {
  readonly ledger: number | bigint;
  readonly entry: number | bigint;
  readonly partition: number;
  readonly batchIndex: number;
}

const selectRow = `
  select row_id from message
  where stream_id = ? and partition = ? and ledger = ? and entry = ? and batch_index = ?`;
const selectHighest = `
  select ledger, entry, batch_index as batchIndex, partition from message
  where stream_id = ? and partition = ? order by ledger desc, entry desc, batch_index desc limit 1`;

/** Undefined when the text is no message id. Numbers where they are exact, which is nearly always. */
export function identityOf(text: string): Identity | undefined {
  const numbers = decodeMessageIdNumbers(text);
  if (numbers !== undefined) return numbers;
  const decoding = decodeMessageId(text);
  return decoding.ok ? decoding.id : undefined;
}

export function identityReads(db: ReadableDb) {
  const row = db
    .prepare<[number, number, number | bigint, number | bigint, number], number>(selectRow)
    .pluck();
  const highest = db
    .prepare<[number, number], { ledger: bigint; entry: bigint; batchIndex: bigint; partition: bigint }>(
      selectHighest,
    )
    .safeIntegers();
  return {
    rowOf: (streamId: number, id: Identity): number | undefined =>
      row.get(streamId, id.partition, id.ledger, id.entry, id.batchIndex),
    /** The highest identity stored of one partition. */
    highest: (streamId: number, partition: number): Identity | undefined => {
      const found = highest.get(streamId, partition);
      if (found === undefined) return undefined;
      return { ledger: found.ledger, entry: found.entry, partition, batchIndex: Number(found.batchIndex) };
    },
  };
}

/** True when `id` comes after `mark` in their partition. */
export function isAfter(id: Identity, mark: Identity): boolean {
  // Mixed comparison of numbers and bigints is exact in JavaScript; so is strict order without equality.
  if (id.ledger > mark.ledger) return true;
  if (id.ledger < mark.ledger) return false;
  if (id.entry > mark.entry) return true;
  if (id.entry < mark.entry) return false;
  return id.batchIndex > mark.batchIndex;
}
