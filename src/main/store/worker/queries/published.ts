/** Table `published`: what was sent from here, with its receipt or the reason why there is none. */
import { errorCodes } from '../../../../shared/contract/errors.ts';
import { publishOutcomes, type Published } from '../../../../shared/contract/schemas/history.ts';
import type { NewPublished } from '../../store.ts';
import type { ReadableDb, WritableDb } from '../brands.ts';
import { propertiesOf } from './messages.ts';

interface PublishedRow {
  readonly id: number;
  readonly stream_id: number;
  readonly session: string;
  readonly context: string;
  readonly outcome: string;
  readonly message_id: string | null;
  readonly error_code: string | null;
  readonly error_text: string | null;
  readonly sent_at: number;
  readonly took_ms: number | null;
  readonly key: string | null;
  readonly properties: string;
  readonly replay_of: number | null;
  readonly payload: Buffer;
}

const insertOne = `
  insert into published (stream_id, session, context, outcome, message_id, error_code, error_text, sent_at, took_ms,
    key, properties, replay_of, payload)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const selectAll = 'select * from published where id < ? order by id desc limit ?';
/** Receipts looked through for messages that have not come back yet. */
const receiptsLookedAt = 1000;
const selectReceipts = `
  select message_id from published where stream_id = ? and outcome = 'confirmed' and message_id is not null
  order by id desc limit ${receiptsLookedAt}`;
const selectOfStream = 'select * from published where stream_id = ? and id < ? order by id desc limit ?';

export function publishedReads(db: ReadableDb) {
  const all = db.prepare<[number, number], PublishedRow>(selectAll);
  const ofStream = db.prepare<[number, number, number], PublishedRow>(selectOfStream);
  const receipts = db.prepare<[number], string>(selectReceipts).pluck();
  return {
    /** Newest first. */
    list: (streamId: number | undefined, beforeId: number | undefined, limit: number): Published[] => {
      const before = beforeId ?? Number.MAX_SAFE_INTEGER;
      const rows = streamId === undefined ? all.all(before, limit) : ofStream.all(streamId, before, limit);
      return rows.map(publishedOf);
    },
    /** Message ids of a stream's newest receipts, oldest first. */
    receipts: (streamId: number): string[] => receipts.all(streamId).toReversed(),
  };
}

export function publishedWrites(db: WritableDb) {
  const insert = db.prepare(insertOne);
  return {
    add: (item: NewPublished): number => {
      const properties = `{${item.properties.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
      const { streamId, session, context, outcome, messageId, errorCode, errorText, sentAt } = item;
      const result = insert.run(
        streamId,
        session,
        context,
        outcome,
        messageId,
        errorCode,
        errorText,
        Math.floor(sentAt),
        item.tookMs,
        item.key,
        properties,
        item.replayOf,
        item.payload,
      );
      return Number(result.lastInsertRowid);
    },
  };
}

function publishedOf(row: PublishedRow): Published {
  return {
    id: row.id,
    streamId: row.stream_id,
    session: row.session,
    context: row.context,
    outcome: publishOutcomes.find((outcome) => outcome === row.outcome) ?? 'unknown',
    messageId: row.message_id,
    errorCode: errorCodes.find((code) => code === row.error_code) ?? null,
    errorText: row.error_text,
    sentAt: row.sent_at,
    tookMs: row.took_ms,
    key: row.key,
    properties: propertiesOf(row.properties),
    replayOf: row.replay_of,
    payload: new Uint8Array(row.payload),
  };
}
