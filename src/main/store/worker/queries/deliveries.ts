/**
 * Tables `delivery` and `socket_loss`: what happened to a message, in order. A delivery row covers a range of
 * seqs; first deliveries take their time from the message itself, so one row serves a whole batch.
 */
import type { DeliveryEvent } from '../../../../shared/contract/schemas/history.ts';
import { deliveryKinds, type DeliveryKind } from '../../../../shared/domain/message-state.ts';
import { seqOf, streamIdOf } from '../../../../shared/domain/row-id.ts';
import type { ReadableDb, WritableDb } from '../brands.ts';

/** No range is wider, so the ranges that hold a seq all end within this many seqs after it. */
export const widestRange = 4096;

export interface DeliveryRange {
  readonly streamId: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly kind: DeliveryKind;
  readonly at: number;
  readonly session: string;
  readonly attempt: number;
  readonly brokerRedeliveries: number | null;
  readonly messageId: string | null;
}

interface DeliveryRow {
  readonly kind: number;
  readonly at: number;
  readonly session: string;
  readonly attempt: number;
  readonly broker_redeliveries: number | null;
  readonly message_id: string | null;
  readonly detail: string | null;
}

interface LossRow {
  readonly at: number;
  readonly detail: string;
}

interface FirstRow {
  readonly received_at: number;
  readonly message_id: string;
  readonly broker_redeliveries: number;
}

const selectTouching = `
  select kind, at, session, attempt, broker_redeliveries, message_id, detail from delivery
  where stream_id = ? and last_seq between ? and ? and first_seq <= ? order by id`;
const selectLosses = `
  select at, detail from socket_loss where stream_id = ? and session = ? and attempt = ? and at >= ?
  order by at limit 1`;
const selectFirst = 'select received_at, message_id, broker_redeliveries from message where row_id = ?';
const insertRange = `
  insert into delivery (stream_id, first_seq, last_seq, kind, at, session, attempt, broker_redeliveries, message_id)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const widenRange = 'update delivery set last_seq = ? where id = ?';
const insertLoss = `
  insert into socket_loss (stream_id, session, attempt, at, detail) values (?, ?, ?, ?, ?)`;

/** Events in which a socket brought the message. */
const carried: ReadonlySet<DeliveryKind> = new Set(['delivered', 'redelivered', 'also-delivered']);

export function deliveryReads(db: ReadableDb) {
  const touching = db.prepare<[number, number, number, number], DeliveryRow>(selectTouching);
  const losses = db.prepare<[number, string, number, number], LossRow>(selectLosses);
  const first = db.prepare<[number], FirstRow>(selectFirst);

  return {
    /** Everything that happened to one message, oldest first; a socket's loss once for each delivery it carried. */
    of: (rowId: number): DeliveryEvent[] => {
      const message = first.get(rowId);
      if (message === undefined) return [];
      const streamId = streamIdOf(rowId);
      const seq = seqOf(rowId);
      const events = touching
        .all(streamId, seq, seq + widestRange - 1, seq)
        .map((row) => eventOf(row, message));
      const lost = events.flatMap((event) =>
        carried.has(event.kind)
          ? losses.all(streamId, event.session, event.attempt, event.at).map((loss) => lossOf(event, loss))
          : [],
      );
      return [...events, ...lost].sort((left, right) => left.at - right.at);
    },
  };
}

export function deliveryWrites(db: WritableDb) {
  const insert = db.prepare(insertRange);
  const widen = db.prepare(widenRange);
  const loss = db.prepare(insertLoss);
  return {
    /** Returns the id of the new range. */
    add: (range: DeliveryRange): number =>
      Number(
        insert.run(
          range.streamId,
          range.firstSeq,
          range.lastSeq,
          deliveryKinds.indexOf(range.kind),
          range.at,
          range.session,
          range.attempt,
          range.brokerRedeliveries,
          range.messageId,
        ).lastInsertRowid,
      ),
    widen: (id: number, lastSeq: number): void => {
      widen.run(lastSeq, id);
    },
    addLoss: (streamId: number, session: string, attempt: number, at: number, detail: string): void => {
      loss.run(streamId, session, attempt, at, detail);
    },
  };
}

function eventOf(row: DeliveryRow, message: FirstRow): DeliveryEvent {
  const kind = deliveryKinds[row.kind] ?? 'delivered';
  const isFirst = kind === 'delivered';
  return {
    kind,
    at: isFirst ? message.received_at : row.at,
    session: row.session,
    attempt: row.attempt,
    brokerRedeliveries: isFirst ? message.broker_redeliveries : row.broker_redeliveries,
    messageId: isFirst ? message.message_id : row.message_id,
    detail: row.detail,
  };
}

function lossOf(delivery: DeliveryEvent, loss: LossRow): DeliveryEvent {
  return {
    ...delivery,
    kind: 'socket-lost',
    at: loss.at,
    brokerRedeliveries: null,
    messageId: null,
    detail: loss.detail,
  };
}
