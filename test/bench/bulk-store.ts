/**
 * Stores made-up messages as ingest would have stored them, in bulk: nothing is parsed, the index of identities is made
 * once in the end, texts are indexed in long runs, and no log is kept, for a history that is not finished is thrown away.
 */
import { messageStates, stateAfterDelivery } from '../../src/shared/domain/message-state.ts';
import { payloadKindOf, payloadKinds } from '../../src/shared/domain/payload-kind.ts';
import { rowIdOf } from '../../src/shared/domain/row-id.ts';
import type { FrameBatch } from '../../src/main/store/store.ts';
import type { WritableDb } from '../../src/main/store/worker/brands.ts';
import { createDeliveryLog } from '../../src/main/store/worker/delivery-log.ts';
import { messageInserts } from '../../src/main/store/worker/queries/message-inserts.ts';
import { streamCounts } from '../../src/main/store/worker/queries/streams.ts';
import { searchedBody } from '../../src/main/store/worker/search-indexer.ts';
import { createSearchMerger } from '../../src/main/store/worker/search-merger.ts';
import { createStreamCursors } from '../../src/main/store/worker/stream-cursors.ts';
import { createWireTimeReader } from '../../src/main/store/worker/wire-time.ts';
import type { BulkBatch } from './bulk-batch.ts';
import { madeUpSession, placeOf, timeOf } from './made-up-wire.ts';

/** Rows of one stream that are indexed together: each run leaves a piece of the index to be merged. */
const rowsPerIndexRun = 200_000;
/** Bytes of the index that are gathered before they are written: a run's. */
const gatheredBytes = 64 * 1024 * 1024;
/** Bytes of it gathered by the program; so the file says again when it is finished. */
const usualGatheredBytes = 1024 * 1024;
const noFrames = {
  frames: new ArrayBuffer(0),
  offsets: new Uint32Array(0),
  receivedAt: new Float64Array(0),
};
const stateOfObserved = messageStates.indexOf(stateAfterDelivery('observe'));
const noPartition = { partition: -1, batchIndex: -1 } as const;

export interface BulkStore {
  readonly add: (batch: BulkBatch) => void;
  readonly finish: () => void;
}

export function createBulkStore(db: WritableDb): BulkStore {
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  db.pragma('locking_mode = exclusive');
  const identityIndex =
    db.prepare<[], string>("select sql from sqlite_schema where name = 'message_identity'").pluck().get() ??
    '';
  const cursors = createStreamCursors(db);
  const inserts = messageInserts(db);
  const deliveries = createDeliveryLog(db);
  const counts = streamCounts(db);
  const publishTimes = createWireTimeReader();
  const gather = (bytes: number) =>
    db.exec(`insert into search (search, rank) values ('hashsize', ${bytes})`);
  const texts = db.prepare(`
    insert into search (rowid, key, properties, body)
    select row_id, key, properties, ${searchedBody} from message where row_id between ? and ?`);
  const watermark = db.prepare('update stream set indexed_seq = ? where id = ?');
  /** Up to which seq each stream is indexed. */
  const indexed = new Map<number, number>();
  db.exec('begin exclusive; drop index message_identity');
  createSearchMerger(db).added();
  gather(gatheredBytes);

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

  const indexUpTo = (streamId: number, lastSeq: number): void => {
    const from = (indexed.get(streamId) ?? 0) + 1;
    if (lastSeq < from) return;
    texts.run(rowIdOf(streamId, from), rowIdOf(streamId, lastSeq));
    watermark.run(lastSeq, streamId);
    indexed.set(streamId, lastSeq);
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
      const lastSeq = cursor.nextSeq - 1;
      if (!indexed.has(streamId)) indexed.set(streamId, firstSeq - 1);
      if (lastSeq - (indexed.get(streamId) ?? 0) >= rowsPerIndexRun) indexUpTo(streamId, lastSeq);
    },
    finish: () => {
      for (const streamId of indexed.keys()) indexUpTo(streamId, cursors.of(streamId).nextSeq - 1);
      gather(usualGatheredBytes);
      db.exec(identityIndex);
      db.exec('commit');
      mergeIndex(db);
      db.pragma('locking_mode = normal');
    },
  };
}

/** Until the program would find nothing to merge. */
function mergeIndex(db: WritableDb): void {
  const merger = createSearchMerger(db);
  db.exec('begin');
  while (merger.step());
  db.exec('commit');
}

/** Made-up values hold no quotes: four of them enclose a name and its value. */
function propertiesIn(text: string): number {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes / 4;
}
