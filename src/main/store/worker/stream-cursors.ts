/** What the writer remembers of each stream between batches, so that a batch of new messages asks nothing of the file. */
import { rowIdOf } from '../../../shared/domain/row-id.ts';
import type { WritableDb } from './brands.ts';
import { identityReads, isAfter, type Identity } from './queries/identity.ts';
import { streamReads } from './queries/streams.ts';

/** A range of first deliveries that the next batch of the same socket may go on with. */
export interface OpenRange {
  readonly id: number;
  readonly session: string;
  readonly attempt: number;
  readonly firstSeq: number;
  lastSeq: number;
}

export interface StreamCursor {
  readonly streamId: number;
  readonly firstSeq: number;
  nextSeq: number;
  /** Highest identity seen of each partition: whatever comes after it is new without a look. */
  readonly marks: Map<number, Identity>;
  openRange: OpenRange | undefined;
}

export interface StreamCursors {
  readonly of: (streamId: number) => StreamCursor;
  /** The row that may hold this message already; `beforeLook` runs before the file is asked. */
  readonly knownRow: (cursor: StreamCursor, id: Identity, beforeLook: () => void) => number | undefined;
  /** To be read anew: after a failed transaction, or when something else changed the stream's rows. */
  readonly forget: (streamId: number) => void;
}

/** Below any message: the mark of a partition with none. */
const lowest: Identity = { ledger: -Infinity, entry: -Infinity, partition: -1, batchIndex: -Infinity };

export function createStreamCursors(db: WritableDb): StreamCursors {
  const cursors = new Map<number, StreamCursor>();
  const streams = streamReads(db);
  const identities = identityReads(db);
  const dropRow = db.prepare('delete from message where row_id = ?');

  return {
    of: (streamId) => {
      const known = cursors.get(streamId);
      if (known !== undefined) return known;
      const { first_seq: firstSeq, next_seq: nextSeq } = streams.row(streamId);
      const cursor = { streamId, firstSeq, nextSeq, marks: new Map(), openRange: undefined };
      cursors.set(streamId, cursor);
      return cursor;
    },
    knownRow: (cursor, id, beforeLook) => {
      const { streamId, marks } = cursor;
      const mark = marks.get(id.partition) ?? identities.highest(streamId, id.partition) ?? lowest;
      if (isAfter(id, mark)) {
        marks.set(id.partition, id);
        return undefined;
      }
      marks.set(id.partition, mark);
      beforeLook();
      const rowId = identities.rowOf(streamId, id);
      if (rowId === undefined || rowId >= rowIdOf(streamId, cursor.firstSeq)) return rowId;
      // Forgotten already and only waiting for its slice to be removed: it comes as a new message.
      dropRow.run(rowId);
      return undefined;
    },
    forget: (streamId) => {
      cursors.delete(streamId);
    },
  };
}
