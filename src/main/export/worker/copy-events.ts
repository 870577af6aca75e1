/**
 * The delivery events and marks of copied messages. They stand in ranges of seqs, and a copy numbers its messages anew: each range is
 * cut to the neighbours that were copied together and moved to where they are now.
 */
import { rowIdOf, seqOf } from '../../../shared/domain/row-id.ts';
import type { ReadableDb, WritableDb } from '../../store/worker/brands.ts';
import { widestRange } from '../../store/worker/queries/deliveries.ts';

interface EventRow {
  readonly first_seq: number;
  readonly last_seq: number;
  readonly kind: number;
  readonly at: number;
  readonly session: string;
  readonly attempt: number;
  readonly broker_redeliveries: number | null;
  readonly message_id: string | null;
  readonly detail: string | null;
}

interface LossRow {
  readonly session: string;
  readonly attempt: number;
  readonly at: number;
  readonly detail: string;
}

interface MarkRow {
  readonly row_id: number;
  readonly colour: number;
  readonly comment: string;
  readonly created_at: number;
  readonly changed_at: number;
}

/** Seqs `first` to `last` of the source, which are `shift` higher or lower in the copy. */
interface Segment {
  readonly first: number;
  last: number;
  readonly shift: number;
}

const selectTouching = `
  select first_seq, last_seq, kind, at, session, attempt, broker_redeliveries, message_id, detail from delivery
  where stream_id = ? and last_seq between ? and ? and first_seq <= ? order by id`;
const insertEvent = `
  insert into delivery (stream_id, first_seq, last_seq, kind, at, session, attempt, broker_redeliveries, message_id,
    detail)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const selectMarks = `
  select row_id, colour, comment, created_at, changed_at from mark where row_id between ? and ? order by row_id`;
/** The rest is the message's own, masked where it was masked. */
const insertMark = `
  insert into mark (row_id, colour, comment, created_at, changed_at, message_id, key, publish_time, received_at)
  select row_id, ?, ?, ?, ?, message_id, key, publish_time, received_at from message where row_id = ?`;
const selectLosses = 'select session, attempt, at, detail from socket_loss where stream_id = ? order by id';
const insertLoss = 'insert into socket_loss (stream_id, session, attempt, at, detail) values (?, ?, ?, ?, ?)';

export interface EventCopy {
  /** A message was copied: `seq` there, `newSeq` here. In ascending order. */
  readonly took: (seq: number, newSeq: number) => void;
  /** Copies the events and marks of what was taken since. */
  readonly copy: () => void;
  /** Copies what became of the stream's sockets: a socket's loss explains why a message came again. */
  readonly copyLosses: () => void;
}

export function copyEvents(
  db: ReadableDb,
  target: WritableDb,
  streamId: number,
  newStreamId: number,
): EventCopy {
  const touching = db.prepare<[number, number, number, number], EventRow>(selectTouching);
  const losses = db.prepare<[number], LossRow>(selectLosses);
  const event = target.prepare(insertEvent);
  const loss = target.prepare(insertLoss);
  const marks = db.prepare<[number, number], MarkRow>(selectMarks);
  const mark = target.prepare(insertMark);
  let segments: Segment[] = [];

  const copySegment = ({ first, last, shift }: Segment): void => {
    for (const row of touching.all(streamId, first, last + widestRange - 1, last)) {
      const from = Math.max(row.first_seq, first) + shift;
      const to = Math.min(row.last_seq, last) + shift;
      const { kind, at, session, attempt, broker_redeliveries: redeliveries, message_id: id, detail } = row;
      event.run(newStreamId, from, to, kind, at, session, attempt, redeliveries, id, detail);
    }
    for (const row of marks.all(rowIdOf(streamId, first), rowIdOf(streamId, last))) {
      const newRow = rowIdOf(newStreamId, seqOf(row.row_id) + shift);
      mark.run(row.colour, row.comment, row.created_at, row.changed_at, newRow);
    }
  };

  return {
    took: (seq, newSeq) => {
      const open = segments.at(-1);
      const shift = newSeq - seq;
      if (open !== undefined && open.last === seq - 1 && open.shift === shift) open.last = seq;
      else segments.push({ first: seq, last: seq, shift });
    },
    copy: () => {
      for (const segment of segments) copySegment(segment);
      segments = [];
    },
    copyLosses: () => {
      for (const { session, attempt, at, detail } of losses.all(streamId))
        loss.run(newStreamId, session, attempt, at, detail);
    },
  };
}
