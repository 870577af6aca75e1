import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { readGdnTopic, parseStreamName } from '../../../shared/domain/stream-name.ts';
import { openCapture } from '../../store/worker/capture-file.ts';
import type { SqliteModule } from '../../store/worker/native-addon.ts';
import { streamReads } from '../../store/worker/queries/streams.ts';
import { writeWireTime } from '../../store/worker/wire-time.ts';
import type { ImportBatch, ImportStart } from '../transfer-protocol.ts';
import { fileLines } from './file-lines.ts';
import { createImportBatches } from './import-batches.ts';
import { rowsInScope } from './message-runs.ts';
import { namesOf, readJsonlLine } from './read-jsonl.ts';
import { sourceRows } from './source-rows.ts';
import { transferErrorOf } from './transfer-errors.ts';
import type { TransferMeter } from './transfer-meter.ts';
import { wireFrame } from './wire-frame.ts';

export interface ImportRun {
  readonly sqlite: SqliteModule;
  readonly start: ImportStart;
  readonly meter: TransferMeter;
  readonly now: () => number;
  /** Resolves when the messages are committed. */
  readonly send: (batch: ImportBatch) => Promise<void>;
}

/** Reads a file into history. Returns what is to be said of it, if anything. */
export async function runImport(run: ImportRun): Promise<string | undefined> {
  try {
    return isSqlite(run.start.path) ? await importCapture(run) : await importLines(run);
  } catch (thrown) {
    throw transferErrorOf(thrown, run.start.path);
  }
}

function isSqlite(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(15);
    readSync(file, head, 0, head.length, 0);
    return head.toString('latin1') === 'SQLite format 3';
  } finally {
    closeSync(file);
  }
}

async function importLines({ start, meter, now, send }: ImportRun): Promise<string | undefined> {
  const batches = createImportBatches(send);
  const arrival = now();
  let number = 0;
  let messages = 0;
  let firstBad: number | undefined;
  meter.begin('messages', statSync(start.path).size);
  for (const { bytes, size } of fileLines(start.path)) {
    number += 1;
    const isBlank = bytes !== undefined && bytes.toString('latin1').trim() === '';
    const message = bytes === undefined || isBlank ? undefined : readJsonlLine(bytes);
    if (message !== undefined) {
      messages += 1;
      const stream = { fullName: message.stream, title: titleOf(message.stream) };
      await batches.add(stream, message.frame, message.receivedAt ?? arrival);
    } else if (!isBlank) firstBad ??= number;
    meter.add({ done: size, bytes: size, leftOut: message === undefined && !isBlank ? 1 : 0 });
  }
  await batches.flush();
  if (messages === 0)
    throw new StreamscopeError(
      'FILE_FAILED',
      'This file holds no message: it is neither a capture nor JSONL as Streamscope writes it.',
    );
  return firstBad === undefined ? undefined : `The first line that is no message is line ${firstBad}.`;
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

function titleOf(fullName: string): string {
  const parsing = parseStreamName(fullName);
  return parsing.ok ? readGdnTopic(parsing.name.topic).name : fullName;
}
