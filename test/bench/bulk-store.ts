/**
 * Stores made-up messages as ingest would have stored them, in bulk: nothing is parsed, the index of identities is made
 * once in the end, texts are indexed by another thread (bulk-texts.ts), and no log is kept, for a history that is not
 * finished is thrown away.
 */
import { messageStates, stateAfterDelivery } from '../../src/shared/domain/message-state.ts';
import { payloadKindOf, payloadKinds } from '../../src/shared/domain/payload-kind.ts';
import { rowIdOf } from '../../src/shared/domain/row-id.ts';
import type { FrameBatch } from '../../src/main/store/store.ts';
import type { WritableDb } from '../../src/main/store/worker/brands.ts';
import { createDeliveryLog } from '../../src/main/store/worker/delivery-log.ts';
import type { SqliteModule } from '../../src/main/store/worker/native-addon.ts';
import { messageInserts } from '../../src/main/store/worker/queries/message-inserts.ts';
import { streamCounts } from '../../src/main/store/worker/queries/streams.ts';
import { closeSearchFile, openSearchFile } from '../../src/main/store/worker/search-file.ts';
import { createStreamCursors } from '../../src/main/store/worker/stream-cursors.ts';
import { createWireTimeReader } from '../../src/main/store/worker/wire-time.ts';
import type { BulkBatch } from './bulk-batch.ts';
import { madeUpSession, placeOf, timeOf } from './made-up-wire.ts';

const noFrames = {
  frames: new ArrayBuffer(0),
  offsets: new Uint32Array(0),
  receivedAt: new Float64Array(0),
};
const stateOfObserved = messageStates.indexOf(stateAfterDelivery('observe'));
const noPartition = { partition: -1, batchIndex: -1 } as const;

export interface BulkStore {
  readonly add: (batch: BulkBatch) => void;
  /** All rows are in: their identities are indexed. */
  readonly end: () => void;
}

export function createBulkStore(db: WritableDb): BulkStore {
  writeUnlogged(db);
  const identityIndex =
    db.prepare<[], string>("select sql from sqlite_schema where name = 'message_identity'").pluck().get() ??
    '';
  const cursors = createStreamCursors(db);
  const inserts = messageInserts(db);
  const deliveries = createDeliveryLog(db);
  const counts = streamCounts(db);
  const publishTimes = createWireTimeReader();
  db.exec('begin; drop index message_identity');

  const insert = (batch: BulkBatch, firstSeq: number): void => {
    const { streamId, sizes, before, firstEntry } = batch;
    const payloads = Buffer.from(batch.payloads.buffer);
    const keys = batch.keys.split('\n');
    const properties = batch.properties.split('\n');
    const messageIds = batch.messageIds.split('\n');
    let from = 0;
    let receivedAt = 0;
    let published: ReturnType<typeof publishTimes.read> = { ms: null, form: 0 };
    sizes.forEach((size, at) => {
      const time = timeOf(before + at);
      if (time !== receivedAt) published = publishTimes.read(new Date(time).toISOString());
      receivedAt = time;
      const payload = payloads.subarray(from, from + size);
      from += size;
      const held = properties[at] ?? '{}';
      inserts.add({
        rowId: rowIdOf(streamId, firstSeq + at),
        streamId,
        ...placeOf(firstEntry + at),
        ...noPartition,
        messageId: messageIds[at] ?? '',
        publishTime: published.ms,
        publishForm: published.form,
        eventTime: null,
        eventForm: null,
        receivedAt,
        key: keys[at] === '' ? null : (keys[at] ?? null),
        propertiesCount: propertiesIn(held),
        kind: payloadKinds.indexOf(payloadKindOf(payload)),
        state: stateOfObserved,
        brokerRedeliveries: 0,
        properties: held === '{}' ? null : held,
        extra: null,
        head: null,
        payload,
      });
    });
    inserts.flush();
  };

  return {
    add: (batch) => {
      const { streamId, sizes, before } = batch;
      const cursor = cursors.of(streamId);
      const firstSeq = cursor.nextSeq;
      insert(batch, firstSeq);
      cursor.nextSeq += sizes.length;
      const lastReceivedAt = timeOf(before + sizes.length - 1);
      const delivered: FrameBatch = { streamId, ...madeUpSession, mode: 'observe', ...noFrames };
      deliveries.delivered(delivered, cursor, firstSeq, lastReceivedAt);
      counts.add(streamId, {
        nextSeq: cursor.nextSeq,
        bytes: batch.payloads.length,
        received: sizes.length,
        redelivered: 0,
        refused: 0,
        control: 0,
        lastReceivedAt,
      });
    },
    end: () => {
      db.exec(identityIndex);
      db.exec('commit');
    },
  };
}

/** Nothing is taken back, and nobody else reads or writes; the tables of the index may be written like others. */
export function writeUnlogged(db: WritableDb): void {
  db.unsafeMode(true);
  db.pragma('main.journal_mode = off');
  db.pragma('main.synchronous = off');
}

/** The index holds all texts of the history beside it, and says so. */
export function noteIndexed(sqlite: SqliteModule, folder: string): void {
  const db = openSearchFile(sqlite, folder);
  if (db === undefined) throw new Error('A history without an identity has no index.');
  db.exec('insert into indexed select id, 1, next_seq - 1 from history.stream where next_seq > 1');
  closeSearchFile(db);
}

/** Made-up values hold no quotes: four of them enclose a name and its value. */
function propertiesIn(text: string): number {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes / 4;
}
