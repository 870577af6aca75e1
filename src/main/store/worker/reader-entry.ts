/** The reader thread: its own connection, opened read-only, so that a long search never delays ingest. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReaderMethods, WorkerStart } from '../worker-protocol.ts';
import { openCapture } from './capture-file.ts';
import { openReadable } from './database.ts';
import { indexOfCapture, indexOfHistory } from './index-in-use.ts';
import { loadSqlite } from './native-addon.ts';
import { readerHandlers } from './reader-handlers.ts';
import { announce, refuseAll, serve } from './serve.ts';
import { storeErrorOf } from './sqlite-errors.ts';

if (parentPort === null) throw new Error('The store reader is a worker thread.');
const port = parentPort;
// Given by the store client alone, which types it.
const { folder, capture }: WorkerStart = workerData;

try {
  const sqlite = await loadSqlite();
  const db = capture === undefined ? openReadable(sqlite, folder) : openCapture(sqlite, capture);
  const close = (): void => {
    db.close();
    setImmediate(() => port.close());
  };
  const index = capture === undefined ? indexOfHistory(db, folder) : indexOfCapture(db);
  serve<ReaderMethods>(port, { handlers: readerHandlers(sqlite, db, index, Date.now, close) });
  announce(port, { announce: 'ready' });
} catch (thrown) {
  const error = storeErrorOf(thrown).toReport();
  refuseAll(port, error);
  announce(port, { announce: 'unavailable', error });
}
