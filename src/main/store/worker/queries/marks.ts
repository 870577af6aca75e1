/** Table `mark`: signs and comments that a person put on messages. */
import { StreamscopeError } from '../../../../shared/contract/errors.ts';
import type {
  Mark,
  NearMark,
  NearMarkRequest,
  RemoveMarks,
  SetMarks,
} from '../../../../shared/contract/schemas/mark.ts';
import { markColours, maxMarksPerStream, type MarkColour } from '../../../../shared/domain/mark.ts';
import { maxSeq, rowIdOf, seqOf } from '../../../../shared/domain/row-id.ts';
import type { ReadableDb, WritableDb } from '../brands.ts';
import type { SeqView } from '../seq-view.ts';
import { streamReads } from './streams.ts';

interface MarkRow {
  readonly row_id: number;
  readonly colour: number;
  readonly comment: string;
  readonly created_at: number;
  readonly changed_at: number;
  readonly message_id: string;
  readonly key: string | null;
  readonly publish_time: number | null;
  readonly received_at: number;
}

const selectRange = 'select * from mark where row_id between ? and ? order by row_id';
const selectAfter = 'select row_id from mark where row_id > ? and row_id <= ? order by row_id';
const selectBefore = 'select row_id from mark where row_id < ? and row_id >= ? order by row_id desc';
const selectIds = 'select row_id from mark where row_id between ? and ? order by row_id';
const countRange = 'select count(*) from mark where row_id between ? and ?';
const insertOne = `
  insert into mark (row_id, colour, comment, created_at, changed_at, message_id, key, publish_time, received_at)
  select row_id, ?, ?, ?, ?, message_id, key, publish_time, received_at from message where row_id = ?`;
const updateOne = 'update mark set colour = ?, comment = ?, changed_at = ? where row_id = ?';
const deleteOne = 'delete from mark where row_id = ?';

export const deleteMarks = 'delete from mark where row_id between ? and ?';
/** A comment is a person's own words: it stays as a note when its message goes. */
export const deleteSilentMarks = "delete from mark where row_id between ? and ? and comment = ''";

export function markReads(db: ReadableDb) {
  const range = db.prepare<[number, number], MarkRow>(selectRange);
  const ids = db.prepare<[number, number], number>(selectIds).pluck();
  const after = db.prepare<[number, number], number>(selectAfter).pluck();
  const before = db.prepare<[number, number], number>(selectBefore).pluck();

  return {
    /** All of a stream in the order of its messages; those below `firstSeq` have only their comment left. */
    list: (streamId: number, firstSeq: number): Mark[] =>
      range
        .all(rowIdOf(streamId, 0), rowIdOf(streamId, maxSeq))
        .map((row) => markOf(row, seqOf(row.row_id) >= firstSeq))
        // Forgotten by retention already and only waiting for its slice to be removed.
        .filter(({ isStored, comment }) => isStored || comment !== ''),
    /** The seqs of those whose message the view shows. */
    shown: (view: SeqView): number[] =>
      ids
        .all(rowIdOf(view.streamId, 0), rowIdOf(view.streamId, maxSeq))
        .map(seqOf)
        .filter((seq) => view.positionOf(seq) !== undefined),
    /** The nearest mark beyond `seq` whose message the view shows. */
    near: (view: SeqView, seq: number, direction: NearMarkRequest['direction']): NearMark | null => {
      const from = rowIdOf(view.streamId, seq);
      const rowIds =
        direction === 'next'
          ? after.iterate(from, rowIdOf(view.streamId, maxSeq))
          : before.iterate(from, rowIdOf(view.streamId, 0));
      for (const rowId of rowIds) {
        const position = view.positionOf(seqOf(rowId));
        if (position !== undefined) return { seq: seqOf(rowId), position };
      }
      return null;
    },
  };
}

export function markWrites(db: WritableDb, now: () => number) {
  const insert = db.prepare<[number, string, number, number, number]>(insertOne);
  const update = db.prepare<[number, string, number, number]>(updateOne);
  const remove = db.prepare<[number]>(deleteOne);
  const count = db.prepare<[number, number], number>(countRange).pluck();
  const streams = streamReads(db);

  const setAll = db.transaction(({ streamId, marks }: SetMarks): number => {
    const { first_seq: first } = streams.row(streamId);
    const at = now();
    let set = 0;
    for (const { seq, colour, comment } of marks) {
      const rowId = rowIdOf(streamId, seq);
      const code = markColours.indexOf(colour);
      const { changes } = update.run(code, comment, at, rowId);
      set += changes === 0 && seq >= first ? insert.run(code, comment, at, at, rowId).changes : changes;
    }
    const total = count.get(rowIdOf(streamId, 0), rowIdOf(streamId, maxSeq)) ?? 0;
    if (total <= maxMarksPerStream) return set;
    throw new StreamscopeError(
      'INPUT_INVALID',
      `A stream can have ${maxMarksPerStream.toLocaleString('en')} marks. Nothing was marked; remove some first.`,
    );
  });
  const removeAll = db.transaction(({ streamId, seqs }: RemoveMarks): number =>
    seqs.reduce((removed, seq) => removed + remove.run(rowIdOf(streamId, seq)).changes, 0),
  );

  return {
    /** How many of the messages are marked so now. */
    set: (request: SetMarks): number => setAll.immediate(request),
    /** How many were removed. */
    remove: (request: RemoveMarks): number => removeAll.immediate(request),
  };
}

function markOf(row: MarkRow, isStored: boolean): Mark {
  return {
    seq: seqOf(row.row_id),
    colour: colourOf(row.colour),
    comment: row.comment,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    isStored,
    messageId: row.message_id,
    key: row.key,
    publishTime: row.publish_time,
    receivedAt: row.received_at,
  };
}

/** A colour this version does not know is shown as the first one: the mark itself matters more. */
function colourOf(code: number): MarkColour {
  return markColours[code] ?? markColours[0];
}
