/** Backwards from a message to the one before it with the same key, some rows at a time: keys have no index. */
import { StreamscopeError } from '../../../../shared/contract/errors.ts';
import { rowIdOf, streamIdOf } from '../../../../shared/domain/row-id.ts';
import type { ReadableDb } from '../brands.ts';

export interface KeySearch {
  /** The message whose key is looked for. */
  readonly rowId: number;
  /** Rows before this one are looked at, newest first. */
  readonly before: number;
  /** So many rows at most. */
  readonly count: number;
}

export interface KeySearchStep {
  readonly found: number | null;
  readonly looked: number;
  /** Where to go on; null when the beginning of the stream was reached. */
  readonly next: number | null;
}

export function previousWithKeyRead(db: ReadableDb, firstSeqOf: (streamId: number) => number) {
  const keyOf = db.prepare<[number], string | null>('select key from message where row_id = ?').pluck();
  const newest = db
    .prepare<[number, number, string], number>(
      'select row_id from message where row_id < ? and row_id >= ? and key = ? order by row_id desc limit 1',
    )
    .pluck();

  return ({ rowId, before, count }: KeySearch): KeySearchStep => {
    const key = keyOf.get(rowId);
    if (key === undefined)
      throw new StreamscopeError('NOT_FOUND', 'This message is no longer in the history.');
    const streamId = streamIdOf(rowId);
    const first = rowIdOf(streamId, firstSeqOf(streamId));
    const from = Math.max(first, before - count);
    if (key === null || before <= first) return { found: null, looked: 0, next: null };
    const found = newest.get(before, from, key) ?? null;
    const looked = before - (found ?? from);
    return { found, looked, next: found === null && from > first ? from : null };
  };
}
