/** The writer's answers, method by method. */
import type { WriterMethods, Handlers, WireOutcome } from '../worker-protocol.ts';
import type { AckRecord, FrameBatch } from '../store.ts';
import { seqOf, streamIdOf } from '../../../shared/domain/row-id.ts';
import type { Appender } from './appender.ts';
import type { WritableDb } from './brands.ts';
import type { OwnMessages } from './own-messages.ts';
import { deliveryWrites, widestRange } from './queries/deliveries.ts';
import { identityOf, identityReads } from './queries/identity.ts';
import { markWrites } from './queries/marks.ts';
import { publishedWrites } from './queries/published.ts';
import { replayWrites } from './queries/replay.ts';
import { settingTable } from './queries/settings.ts';
import { statusWrites } from './queries/status.ts';
import { streamReads, streamWrites } from './queries/streams.ts';
import type { Removal } from './removal.ts';
import { storeErrorOf } from './sqlite-errors.ts';

export interface WriterContext {
  readonly db: WritableDb;
  readonly appender: Appender;
  readonly own: OwnMessages;
  readonly removal: Removal;
  readonly now: () => number;
  readonly onDamage: () => void;
  readonly close: () => void;
  /** Lets a buffer of the reply move to main instead of being copied. */
  readonly move: (buffer: ArrayBuffer) => void;
}

export function writerHandlers(context: WriterContext): Handlers<WriterMethods> {
  const { db, appender, own, removal, now, move } = context;
  const settings = settingTable(db);
  const streams = streamWrites(db, now);
  const { one } = streamReads(db);
  const published = publishedWrites(db);
  const replay = replayWrites(db, now);
  const marks = markWrites(db, now);
  const deliveries = deliveryWrites(db);
  const recordAcks = ackRecorder(db);
  const identities = identityReads(db);
  const status = statusWrites(db);
  replay.interruptAll();

  /** Marks a message as ours: at once when it is stored already, else when it comes. */
  const markOwn = (streamId: number, messageId: string): void => {
    const id = identityOf(messageId);
    const rowId = id === undefined ? undefined : identities.rowOf(streamId, id);
    if (rowId === undefined) own.remember(streamId, messageId);
    else status.setStateIf(rowId, 'seen', 'published');
  };

  const append = (batch: FrameBatch): WireOutcome => {
    try {
      const receipt = appender.append(batch);
      move(receipt.rowIds.buffer);
      return { committed: true, receipt };
    } catch (thrown) {
      const error = storeErrorOf(thrown);
      if (error.code === 'STORE_DAMAGED') context.onDamage();
      return { committed: false, error: error.toReport() };
    }
  };

  return {
    appendBatch: append,
    ensureStream: streams.ensure,
    setStorePolicy: ({ streamId, isStored, retention }) => streams.setPolicy(streamId, isStored, retention),
    setTotalRetention: (retention) => {
      settings.setTotalRetention(retention);
      return null;
    },
    clearStream: ({ streamId }) => {
      removal.clearStream(streamId);
      appender.forget(streamId);
      return one(streamId);
    },
    deleteStream: ({ streamId }) => {
      removal.deleteStream(streamId);
      appender.forget(streamId);
      own.forget(streamId);
      return null;
    },
    recordAcks: (record) => {
      recordAcks(record);
      return null;
    },
    recordSocketLost: ({ streamId, session, attempt, at, detail }) => {
      deliveries.addLoss(streamId, session, attempt, Math.floor(at), detail);
      return null;
    },
    recordPublished: (item) => {
      const id = published.add(item);
      if (item.outcome === 'confirmed' && item.messageId !== null) markOwn(item.streamId, item.messageId);
      return id;
    },
    setMarks: marks.set,
    removeMarks: marks.remove,
    createReplayJob: replay.create,
    recordReplaySteps: ({ jobId, steps }) => replay.record(jobId, steps),
    setReplayJobState: ({ jobId, state }) => replay.setState(jobId, state),
    close: () => {
      context.close();
      return null;
    },
  };
}

/** States row by row, events as ranges: acknowledging a thousand neighbours is one event row. */
function ackRecorder(db: WritableDb): (record: AckRecord) => void {
  const status = statusWrites(db);
  const deliveries = deliveryWrites(db);
  const record = db.transaction((ack: AckRecord): void => {
    let firstRow = -1;
    let lastRow = -1;
    const writeRange = (): void => {
      if (firstRow < 0) return;
      const { kind, at, session, attempt } = ack;
      deliveries.add({
        streamId: streamIdOf(firstRow),
        firstSeq: seqOf(firstRow),
        lastSeq: seqOf(lastRow),
        kind,
        at: Math.floor(at),
        session,
        attempt,
        brokerRedeliveries: null,
        messageId: null,
      });
    };
    for (const rowId of ack.rowIds) {
      status.setState(rowId, ack.kind);
      const continues = rowId === lastRow + 1 && rowId - firstRow < widestRange;
      if (!continues) {
        writeRange();
        firstRow = rowId;
      }
      lastRow = rowId;
    }
    writeRange();
  });
  return (ack) => {
    record.immediate(ack);
  };
}
