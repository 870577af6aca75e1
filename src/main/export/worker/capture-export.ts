/** Messages as a capture: a small history of their own with a manifest, searched and filtered like any other. */
import type { ReadableDb, WritableDb } from '../../store/worker/brands.ts';
import { asWritable } from '../../store/worker/brands.ts';
import { captureFormat, type CaptureManifest } from '../../../shared/contract/schemas/capture.ts';
import { rowIdOf, seqOf } from '../../../shared/domain/row-id.ts';
import { captureApplicationId, createManifest, writeManifest } from '../../store/worker/capture-schema.ts';
import { messageChecksum } from '../../store/worker/message-checksum.ts';
import { migrate } from '../../store/worker/migrations/migrate.ts';
import type { SqliteModule } from '../../store/worker/native-addon.ts';
import { messageInserts } from '../../store/worker/queries/message-inserts.ts';
import { streamReads, type StreamRow } from '../../store/worker/queries/streams.ts';
import type { ExportStart } from '../transfer-protocol.ts';
import { copyEvents } from './copy-events.ts';
import { copyReceipts } from './copy-receipts.ts';
import { indexCapture } from './index-capture.ts';
import { createRowMasker } from './mask-rows.ts';
import { rowsInScope } from './message-runs.ts';
import { newMessageOf, statusOf } from './message-row.ts';
import { sourceRows } from './source-rows.ts';
import type { TransferMeter } from './transfer-meter.ts';

/** The one stream of a capture written from one scope. */
const streamId = 1;

const insertStatus = `
  insert into message_status (row_id, state, deliveries, broker_redeliveries, message_id) values (?, ?, ?, ?, ?)`;
const insertStream = `
  insert into stream (id, connection_id, kind, full_name, title, created_at, next_seq, bytes, received, redelivered,
    last_received_at)
  values (${streamId}, 'capture', 'capture', ?, ?, ?, ?, ?, ?, ?, ?)`;

interface Extent {
  count: number;
  bytes: number;
  redelivered: number;
  firstAt: number | null;
  lastAt: number | null;
}

export function exportCapture(
  sqlite: SqliteModule,
  db: ReadableDb,
  start: ExportStart,
  partPath: string,
  meter: TransferMeter,
): void {
  const target = createCaptureFile(sqlite, partPath);
  try {
    const stream = streamReads(db).row(start.scope.streamId);
    const extent = copyMessages(db, target, start, meter);
    const { masked, leftOut } = meter.counts();
    target
      .prepare(insertStream)
      .run(
        stream.full_name,
        stream.title,
        stream.created_at,
        extent.count + 1,
        extent.bytes,
        extent.count + extent.redelivered,
        extent.redelivered,
        extent.lastAt,
      );
    copyReceipts(db, target, start, streamId, createRowMasker(start.masking));
    indexTexts(target, extent.count, meter);
    meter.begin('checksum', extent.count);
    const checksum = messageChecksum(target, (done) => meter.add({ done }));
    writeManifest(target, manifestOf(start, stream, extent, { values: masked, leftOut }, checksum));
  } finally {
    target.close();
  }
}

/** Nothing of it counts before it is finished, so it is written without a journal: a failure leaves no file. */
function createCaptureFile(sqlite: SqliteModule, path: string): WritableDb {
  const db = new sqlite(path);
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  db.pragma('locking_mode = exclusive');
  db.pragma(`application_id = ${captureApplicationId}`);
  migrate(asWritable(db));
  db.exec(createManifest);
  return asWritable(db);
}

function copyMessages(db: ReadableDb, target: WritableDb, start: ExportStart, meter: TransferMeter): Extent {
  const { total, slices } = rowsInScope(db, start.scope);
  const rowsOf = sourceRows(db);
  const masker = createRowMasker(start.masking);
  const events = copyEvents(db, target, start.scope.streamId, streamId);
  const inserts = messageInserts(target);
  const status = target.prepare(insertStatus);
  const extent: Extent = { count: 0, bytes: 0, redelivered: 0, firstAt: null, lastAt: null };

  const copyRun = target.transaction((run: { first: number; last: number }): void => {
    for (const original of rowsOf(run)) {
      const row = masker.mask(original);
      const seq = extent.count + 1;
      const rowId = rowIdOf(streamId, seq);
      inserts.add(newMessageOf(row, rowId, streamId));
      const changed = statusOf(row);
      if (changed !== undefined) {
        status.run(rowId, changed.state, changed.deliveries, changed.brokerRedeliveries, changed.messageId);
        extent.redelivered += Math.max(0, changed.deliveries - 1);
      }
      extent.count = seq;
      extent.bytes += row.payload.length;
      extent.firstAt ??= row.received_at;
      extent.lastAt = row.received_at;
      events.took(seqOf(original.row_id), seq);
    }
    inserts.flush();
    // Not before the rows of the run were all read: events are read over the same connection.
    events.copy();
  });

  meter.begin('messages', total);
  for (const { looked, runs } of slices()) {
    const before = extent.count;
    let expected = 0;
    for (const run of runs) {
      expected += run.last - run.first + 1;
      copyRun(run);
    }
    const written = extent.count - before;
    meter.size(fileSize(target));
    meter.add({ done: looked, written, skipped: expected - written, ...masker.takeCounts() });
  }
  events.copyLosses();
  return extent;
}

function indexTexts(target: WritableDb, count: number, meter: TransferMeter): void {
  meter.begin('index', count);
  indexCapture(target, streamId, count, (done) => {
    meter.size(fileSize(target));
    meter.add({ done });
  });
}

function fileSize(db: WritableDb): number {
  return Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
}

function manifestOf(
  start: ExportStart,
  stream: StreamRow,
  extent: Extent,
  masked: { readonly values: number; readonly leftOut: number },
  checksum: string,
): CaptureManifest {
  const { count, bytes, firstAt, lastAt } = extent;
  return {
    format: captureFormat,
    ...start.manifest,
    streams: [{ fullName: stream.full_name, title: stream.title, count }],
    count,
    bytes,
    firstAt,
    lastAt,
    masking: start.masking === null ? null : { ...start.masking, ...masked },
    checksum,
  };
}
