/** The thread of one transfer: it opens its source read-only, does its work, says what came of it and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { reportOf } from '../../../shared/contract/errors.ts';
import { openCapture } from '../../store/worker/capture-file.ts';
import { readManifest } from '../../store/worker/capture-schema.ts';
import { messageChecksum } from '../../store/worker/message-checksum.ts';
import { loadSqlite, type SqliteModule } from '../../store/worker/native-addon.ts';
import type {
  ImportStart,
  TransferHears,
  TransferSays,
  TransferStart,
  VerifyStart,
} from '../transfer-protocol.ts';
import { createBatchSender } from './batch-sender.ts';
import { runExport } from './run-export.ts';
import { runImport } from './run-import.ts';
import { transferErrorOf } from './transfer-errors.ts';
import { createMeter, type TransferMeter } from './transfer-meter.ts';

if (parentPort === null) throw new Error('A transfer is a worker thread.');
const port = parentPort;
// Given by the transfer job alone, which types it.
const start: TransferStart = workerData;

const say = (words: TransferSays): void => port.postMessage(words);
const stopFlag = new Int32Array(start.stopFlag);
const meter = createMeter(
  Date.now,
  () => Atomics.load(stopFlag, 0) !== 0,
  (counts) => say({ say: 'progress', counts }),
);

const batches = createBatchSender((batch) => say({ say: 'batch', batch }));
port.on('message', (_heard: TransferHears) => batches.taken());

try {
  const detail = await run(await loadSqlite(), start);
  say({ say: 'done', counts: meter.counts(), detail });
} catch (thrown) {
  say({ say: 'failed', error: reportOf(transferErrorOf(thrown, start.path)) });
} finally {
  port.close();
}

async function run(sqlite: SqliteModule, wish: TransferStart): Promise<string | undefined> {
  switch (wish.kind) {
    case 'export':
      runExport(sqlite, wish, meter);
      return undefined;
    case 'import':
      return importAll(sqlite, wish);
    case 'verify':
      return verify(sqlite, wish, meter);
  }
}

async function importAll(sqlite: SqliteModule, wish: ImportStart): Promise<string | undefined> {
  const detail = await runImport({ sqlite, start: wish, meter, now: Date.now, send: batches.send });
  await batches.drained();
  return detail;
}

/** `right` when the messages are those the manifest's checksum was made of, else `wrong`. */
function verify(sqlite: SqliteModule, wish: VerifyStart, progress: TransferMeter): string {
  const db = openCapture(sqlite, wish);
  try {
    const { checksum, count } = readManifest(db);
    progress.begin('checksum', count);
    return messageChecksum(db, (done) => progress.add({ done })) === checksum ? 'right' : 'wrong';
  } finally {
    db.close();
  }
}
