/**
 * A batch of raw frames becomes rows, in one transaction: parse, tell new from known, insert, count. Either
 * all of it is committed and the receipt says what may be acked, or nothing is and the batch may come again.
 */
import { Buffer } from 'node:buffer';
import { StreamscopeError, type ErrorCode } from '../../../shared/contract/errors.ts';
import {
  knownDelivery,
  messageStates,
  stateAfterDelivery,
  type MessageState,
} from '../../../shared/domain/message-state.ts';
import { payloadKindOf, payloadKinds } from '../../../shared/domain/payload-kind.ts';
import { maxSeq, rowIdOf, seqOf } from '../../../shared/domain/row-id.ts';
import type { FrameBatch } from '../store.ts';
import type { WireReceipt } from '../worker-protocol.ts';
import type { WritableDb } from './brands.ts';
import { createDeliveryLog } from './delivery-log.ts';
import { createFrameParser } from './frame-parser.ts';
import { createOwnMessages, type OwnMessages } from './own-messages.ts';
import { headBytes, smallPayloadBytes } from './preview.ts';
import { messageInserts } from './queries/message-inserts.ts';
import { publishedReads } from './queries/published.ts';
import { refusedWrites } from './queries/refused.ts';
import { statusWrites } from './queries/status.ts';
import { streamCounts } from './queries/streams.ts';
import { summaryReads } from './queries/summaries.ts';
import { createStreamCursors, type StreamCursor } from './stream-cursors.ts';
import { createWireTimeReader } from './wire-time.ts';

export interface Appender {
  readonly append: (batch: FrameBatch) => WireReceipt;
  /** Call after anything else changed a stream's rows. */
  readonly forget: (streamId: number) => void;
}

/** What a batch came to so far. */
interface Tally {
  readonly messageIds: string[];
  readonly rowIds: Float64Array<ArrayBuffer>;
  readonly refused: { index: number; code: ErrorCode }[];
  /** Frames of messages that are stored already. */
  redelivered: number;
  bytes: number;
  endings: number;
  unknown: number;
  lastReceivedAt: number;
}

export function createAppender(
  db: WritableDb,
  own: OwnMessages = createOwnMessages(publishedReads(db).receipts),
): Appender {
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const parser = createFrameParser();
  const cursors = createStreamCursors(db);
  const inserts = messageInserts(db);
  const deliveryLog = createDeliveryLog(db);
  const status = statusWrites(db);
  const refusals = refusedWrites(db);
  const counts = streamCounts(db);
  const summaries = summaryReads(db);
  const publishTimes = createWireTimeReader();
  const eventTimes = createWireTimeReader();
  const flush = inserts.flush;

  /** A consumer has to answer its messages, whoever published them. */
  const stateOfNew = (batch: FrameBatch): MessageState =>
    own.take(batch.streamId, parser.identity()) && batch.mode === 'observe'
      ? 'published'
      : stateAfterDelivery(batch.mode);

  const insertMessage = (batch: FrameBatch, rowId: number, receivedAt: number): void => {
    const { fields } = parser;
    const id = parser.identity();
    const payload = parser.payload();
    const published = fields.publishTime === null ? undefined : publishTimes.read(fields.publishTime);
    const event = fields.eventTime === null ? undefined : eventTimes.read(fields.eventTime);
    inserts.add({
      rowId,
      streamId: batch.streamId,
      ledger: id.ledger,
      entry: id.entry,
      partition: id.partition,
      batchIndex: id.batchIndex,
      messageId: fields.messageId,
      publishTime: published === undefined ? null : published.ms,
      publishForm: published === undefined ? null : published.form,
      eventTime: event === undefined ? null : event.ms,
      eventForm: event === undefined ? null : event.form,
      receivedAt,
      key: fields.key,
      propertiesCount: fields.propertiesCount,
      kind: payloadKinds.indexOf(payloadKindOf(payload)),
      state: messageStates.indexOf(stateOfNew(batch)),
      brokerRedeliveries: fields.redeliveryCount,
      properties: fields.properties,
      extra: fields.extra,
      head: payload.length > smallPayloadBytes ? payload.subarray(0, headBytes) : null,
      payload,
    });
  };

  const takeMessage = (batch: FrameBatch, cursor: StreamCursor, receivedAt: number, tally: Tally): void => {
    const { messageId, redeliveryCount } = parser.fields;
    let rowId = cursors.knownRow(cursor, parser.identity(), flush);
    if (rowId === undefined) {
      if (cursor.nextSeq > maxSeq) throw new StreamscopeError('STORE_FULL', 'The stream holds all it can.');
      rowId = rowIdOf(batch.streamId, cursor.nextSeq);
      insertMessage(batch, rowId, receivedAt);
      cursor.nextSeq += 1;
      tally.bytes += parser.payload().length;
    } else if (batch.isImport === true) {
      tally.redelivered += 1;
    } else {
      const kind = knownDelivery(status.stateOf(rowId), batch.mode);
      // A consumer's delivery makes the message ours to ack; an observer's changes nothing.
      if (batch.mode === 'consume')
        status.consumed(rowId, kind === 'redelivered', redeliveryCount, messageId);
      deliveryLog.again(batch, kind, seqOf(rowId), receivedAt, redeliveryCount, messageId);
      tally.redelivered += 1;
    }
    tally.rowIds[tally.messageIds.length] = rowId;
    tally.messageIds.push(messageId);
  };

  const takeFrames = (batch: FrameBatch, cursor: StreamCursor): Tally => {
    const frames = Buffer.from(batch.frames);
    const total = batch.receivedAt.length;
    const tally: Tally = {
      messageIds: [],
      rowIds: new Float64Array(total),
      refused: [],
      redelivered: 0,
      bytes: 0,
      endings: 0,
      unknown: 0,
      lastReceivedAt: 0,
    };
    let start = batch.offsets[0] ?? 0;
    for (let index = 0; index < total; index += 1) {
      const end = batch.offsets[index + 1] ?? start;
      const receivedAt = Math.floor(batch.receivedAt[index] ?? 0);
      const verdict = parser.parse(frames, start, end);
      if (verdict === 'message') takeMessage(batch, cursor, receivedAt, tally);
      else if (verdict === 'end-of-topic') tally.endings += 1;
      else if (verdict === 'unknown-object') tally.unknown += 1;
      else {
        tally.refused.push({ index, code: verdict });
        refusals.add(batch.streamId, receivedAt, verdict, Buffer.from(frames.subarray(start, end)));
      }
      tally.lastReceivedAt = receivedAt;
      start = end;
    }
    flush();
    return tally;
  };

  const appendRows = (batch: FrameBatch): WireReceipt => {
    const { streamId } = batch;
    const cursor = cursors.of(streamId);
    const firstNew = cursor.nextSeq;
    const tally = takeFrames(batch, cursor);
    const { refused, redelivered, bytes, endings, unknown, lastReceivedAt } = tally;
    const stored = cursor.nextSeq - firstNew;
    if (stored > 0) deliveryLog.delivered(batch, cursor, firstNew, lastReceivedAt);
    if (refused.length > 0) refusals.trim(streamId);
    const received = stored + redelivered + refused.length;
    counts.add(streamId, {
      nextSeq: cursor.nextSeq,
      bytes,
      received,
      redelivered,
      refused: refused.length,
      control: endings + unknown,
      lastReceivedAt,
    });
    const newestRow = rowIdOf(streamId, cursor.nextSeq - 1);
    return {
      received,
      stored,
      redelivered,
      refused,
      control: { frames: endings + unknown, endOfTopic: endings > 0, unknown },
      messageIds: tally.messageIds.join('\n'),
      rowIds: tally.rowIds.slice(0, tally.messageIds.length),
      bytes,
      firstSeq: cursor.firstSeq,
      lastSeq: cursor.nextSeq - 1,
      newest: stored > 0 ? (summaries.range(newestRow, newestRow)[0] ?? null) : null,
    };
  };

  return {
    append: (batch) => {
      begin.run();
      try {
        const receipt = appendRows(batch);
        commit.run();
        return receipt;
      } catch (thrown) {
        inserts.drop();
        cursors.forget(batch.streamId);
        // A full disk makes SQLite roll back by itself.
        if (db.inTransaction) db.exec('rollback');
        throw thrown;
      }
    },
    forget: cursors.forget,
  };
}
