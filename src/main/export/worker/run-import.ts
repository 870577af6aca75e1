import { statSync } from 'node:fs';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { openCapture } from '../../store/worker/capture-file.ts';
import type { SqliteModule } from '../../store/worker/native-addon.ts';
import { streamReads } from '../../store/worker/queries/streams.ts';
import { writeWireTime } from '../../store/worker/wire-time.ts';
import type { ImportBatch, ImportStart } from '../transfer-protocol.ts';
import { createImportBatches } from './import-batches.ts';
import { rowsInScope } from './message-runs.ts';
import { createLeftOutLines } from './left-out-lines.ts';
import { importStream, namesOf } from './read-message.ts';
import { csvFile, jsonlFile, sniffFormat, type TextFile } from './text-files.ts';
import { sourceRows } from './source-rows.ts';
import { transferErrorOf } from './transfer-errors.ts';
import type { TransferMeter } from './transfer-meter.ts';
import { wireFrame } from './wire-frame.ts';

export interface ImportRun {
  readonly sqlite: SqliteModule;
  readonly start: ImportStart;
  readonly meter: TransferMeter;
  readonly now: () => number;
  /** Resolves when there is room for the next. */
  readonly send: (batch: ImportBatch) => Promise<void>;
}

/** Reads a file into history. Returns what is to be said of it, if anything. */
export async function runImport(run: ImportRun): Promise<string | undefined> {
  const { path } = run.start;
  try {
    const format = sniffFormat(path);
    if (format === 'capture') return await importCapture(run);
    const file = format === 'jsonl' ? jsonlFile(path) : csvFile(path);
    return await importText(run, file);
  } catch (thrown) {
    throw transferErrorOf(thrown, path, 'read');
  }
}

async function importText(
  { start, meter, now, send }: ImportRun,
  { entries, remark }: TextFile,
): Promise<string | undefined> {
  const batches = createImportBatches(send);
  const arrival = now();
  const leftOut = createLeftOutLines();
  let messages = 0;
  meter.begin('messages', statSync(start.path).size);
  for (const { line, size, reading } of entries) {
    if (reading !== undefined && 'frame' in reading) {
      messages += 1;
      await batches.add(importStream(reading.stream), reading.frame, reading.receivedAt ?? arrival);
    } else if (reading !== undefined) leftOut.add(line, reading.why);
    meter.add({ done: size, bytes: size, leftOut: reading !== undefined && 'why' in reading ? 1 : 0 });
  }
  await batches.flush();
  const words = leftOut.words();
  if (messages === 0)
    throw new StreamscopeError(
      'FILE_FAILED',
      'This file holds no message: it is neither a capture nor JSONL or CSV as Streamscope writes it. Nothing was imported.',
      { detail: leftOut.alone() },
    );
  return [words, remark()].filter((part) => part !== undefined).join(' ') || undefined;
}

async function importCapture({ sqlite, start, meter, send }: ImportRun): Promise<undefined> {
  const db = openCapture(sqlite, start);
  try {
    const batches = createImportBatches(send);
    const streams = streamReads(db).rowsNewestFirst();
    const size = statSync(start.path).size;
    const total = streams.reduce((sum, { first_seq: first, next_seq: next }) => sum + next - first, 0);
    meter.begin('messages', size);
    const rowsOf = sourceRows(db);
    for (const { id, full_name: fullName, title } of streams) {
      for (const { looked, runs } of rowsInScope(db, { kind: 'stream', streamId: id }).slices()) {
        for (const run of runs) {
          for (const row of rowsOf(run)) {
            const parts = {
              messageId: row.message_id,
              publishTime: writeWireTime(row.publish_time, row.publish_form),
              eventTime: writeWireTime(row.event_time, row.event_form),
              key: row.key,
              properties: row.properties,
              extra: row.extra,
              redeliveryCount: row.broker_redeliveries,
              payload: row.payload,
            };
            await batches.add(
              { fullName, title },
              wireFrame(parts, namesOf(row.extra) ?? new Set()),
              row.received_at,
            );
          }
        }
        const share = (size * looked) / Math.max(1, total);
        meter.add({ done: share, bytes: share });
      }
    }
    await batches.flush();
    return undefined;
  } finally {
    db.close();
  }
}
