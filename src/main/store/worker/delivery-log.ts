/** Writes what a socket delivered: ranges of new messages, single events of known ones. */
import type { FrameBatch } from '../store.ts';
import type { WritableDb } from './brands.ts';
import { deliveryWrites, widestRange } from './queries/deliveries.ts';
import type { StreamCursor } from './stream-cursors.ts';

export interface DeliveryLog {
  /** Seqs `firstSeq` to the cursor's last were delivered for the first time by the batch's socket. */
  readonly delivered: (batch: FrameBatch, cursor: StreamCursor, firstSeq: number, at: number) => void;
  /** A message that is stored came once more. */
  readonly again: (
    batch: FrameBatch,
    kind: 'redelivered' | 'also-delivered',
    seq: number,
    at: number,
    brokerRedeliveries: number,
    messageId: string,
  ) => void;
}

export function createDeliveryLog(db: WritableDb): DeliveryLog {
  const writes = deliveryWrites(db);

  /** Lengthens the open range as far as it may be and returns the first seq it does not cover. */
  const widen = (batch: FrameBatch, cursor: StreamCursor, firstSeq: number, lastSeq: number): number => {
    const open = cursor.openRange;
    const continues =
      open?.session === batch.session && open.attempt === batch.attempt && open.lastSeq === firstSeq - 1;
    if (open === undefined || !continues) return firstSeq;
    const until = Math.min(lastSeq, open.firstSeq + widestRange - 1);
    if (until < firstSeq) return firstSeq;
    writes.widen(open.id, until);
    open.lastSeq = until;
    return until + 1;
  };

  return {
    delivered: (batch, cursor, firstSeq, at) => {
      const { streamId, session, attempt } = batch;
      const lastSeq = cursor.nextSeq - 1;
      let from = widen(batch, cursor, firstSeq, lastSeq);
      while (from <= lastSeq) {
        const until = Math.min(lastSeq, from + widestRange - 1);
        const range = { streamId, session, attempt, firstSeq: from, lastSeq: until };
        const id = writes.add({ ...range, kind: 'delivered', at, brokerRedeliveries: null, messageId: null });
        cursor.openRange = { id, session, attempt, firstSeq: from, lastSeq: until };
        from = until + 1;
      }
    },
    again: (batch, kind, seq, at, brokerRedeliveries, messageId) => {
      const { streamId, session, attempt } = batch;
      const range = { streamId, session, attempt, firstSeq: seq, lastSeq: seq };
      writes.add({ ...range, kind, at, brokerRedeliveries, messageId });
    },
  };
}
