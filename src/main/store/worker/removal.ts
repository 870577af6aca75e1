/**
 * Taking messages out: only ever a stream's oldest end or all of it, so that positions keep no holes. The
 * stream's first seq moves at once and the rows follow in slices, so that no removal holds up ingest.
 */
import { maxSeq, rowIdOf, seqOf, streamIdOf } from '../../../shared/domain/row-id.ts';
import type { WritableDb } from './brands.ts';
import { deleteMarks, deleteSilentMarks } from './queries/marks.ts';

/** Rows deleted in one transaction: a few milliseconds' work. */
export const removalSlice = 2000;

export interface Removal {
  /** Forgets every seq below `firstSeq`; `bytes` is what the rest still holds. */
  readonly moveStart: (streamId: number, firstSeq: number, bytes: number) => void;
  /** Forgets all messages, their events, every mark and the frames refused; the counts of what came stay. */
  readonly clearStream: (streamId: number) => void;
  readonly deleteStream: (streamId: number) => void;
  /** Deletes one slice of forgotten rows; false when there was nothing left to do. */
  readonly sweep: () => boolean;
}

interface Range {
  readonly row_from: number;
  readonly row_to: number;
}

const selectStream = 'select first_seq, next_seq from stream where id = ?';
const moveFirstSeq = 'update stream set first_seq = ?, bytes = ? where id = ?';
const insertRange = `
  insert into removal (row_from, row_to) values (?, ?)
  on conflict (row_from) do update set row_to = max(row_to, excluded.row_to)`;
const selectRange = 'select row_from, row_to from removal order by row_from limit 1';
const selectCut = `
  select row_id from message where row_id >= ? and row_id < ? order by row_id limit 1 offset ${removalSlice - 1}`;
const deleteMessages = 'delete from message where row_id between ? and ?';
const deleteStatus = 'delete from message_status where row_id between ? and ?';
const deleteDeliveries = 'delete from delivery where stream_id = ? and last_seq between ? and ?';
const shrinkRange = 'update removal set row_from = ? where row_from = ?';
const deleteRange = 'delete from removal where row_from = ?';

export function createRemoval(db: WritableDb): Removal {
  const stream = db.prepare<[number], { first_seq: number; next_seq: number }>(selectStream);
  const move = db.prepare(moveFirstSeq);
  const addRange = db.prepare(insertRange);
  const nextRange = db.prepare<[], Range>(selectRange);
  const cutOf = db.prepare<[number, number], number>(selectCut).pluck();
  const messages = db.prepare(deleteMessages);
  const status = db.prepare(deleteStatus);
  const deliveries = db.prepare(deleteDeliveries);
  const silentMarks = db.prepare(deleteSilentMarks);
  const allMarks = db.prepare(deleteMarks);
  const shrink = db.prepare(shrinkRange);
  const dropRange = db.prepare(deleteRange);
  const refused = db.prepare('delete from refused_frame where stream_id = ?');
  const losses = db.prepare('delete from socket_loss where stream_id = ?');
  const published = db.prepare('delete from published where stream_id = ?');
  const dropStream = db.prepare('delete from stream where id = ?');

  const moveStart = (streamId: number, firstSeq: number, bytes: number): void => {
    const row = stream.get(streamId);
    if (row === undefined || firstSeq <= row.first_seq) return;
    const until = Math.min(firstSeq, row.next_seq);
    addRange.run(rowIdOf(streamId, row.first_seq), rowIdOf(streamId, until));
    move.run(until, bytes, streamId);
  };

  const clearStream = (streamId: number): void => {
    moveStart(streamId, stream.get(streamId)?.next_seq ?? 0, 0);
    allMarks.run(rowIdOf(streamId, 0), rowIdOf(streamId, maxSeq));
    refused.run(streamId);
    losses.run(streamId);
  };

  const sweepRange = (range: Range): void => {
    const cut = cutOf.get(range.row_from, range.row_to) ?? range.row_to - 1;
    messages.run(range.row_from, cut);
    status.run(range.row_from, cut);
    silentMarks.run(range.row_from, cut);
    deliveries.run(streamIdOf(cut), seqOf(range.row_from), seqOf(cut));
    if (cut + 1 < range.row_to) shrink.run(cut + 1, range.row_from);
    else dropRange.run(range.row_from);
  };

  return {
    moveStart: (streamId, firstSeq, bytes) => {
      db.transaction(moveStart).immediate(streamId, firstSeq, bytes);
    },
    clearStream: (streamId) => {
      db.transaction(clearStream).immediate(streamId);
    },
    deleteStream: (streamId) => {
      db.transaction(() => {
        clearStream(streamId);
        published.run(streamId);
        dropStream.run(streamId);
      }).immediate();
    },
    sweep: () => {
      const range = nextRange.get();
      if (range === undefined) return false;
      db.transaction(sweepRange).immediate(range);
      return true;
    },
  };
}
