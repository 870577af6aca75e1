/** The thread that stores a made-up history: started with its folder, see bulk-batch.ts for what it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import { closeWritable, openWritable } from '../../src/main/store/worker/database.ts';
import { loadSqlite } from '../../src/main/store/worker/native-addon.ts';
import type { BulkAnswer, BulkRequest } from './bulk-batch.ts';
import { createBulkStore } from './bulk-store.ts';

if (parentPort === null) throw new Error('The bulk store is a worker thread.');
const port = parentPort;
const { folder }: { folder: string } = workerData;
const db = openWritable({
  sqlite: await loadSqlite(),
  folder,
  now: Date.now,
  notify: () => undefined,
  announceLongWork: () => undefined,
});
const store = createBulkStore(db);

port.on('message', (request: BulkRequest) => {
  if (request.kind === 'batch') store.add(request.batch);
  else {
    store.finish();
    closeWritable(db);
  }
  const answer: BulkAnswer = { done: request.kind };
  port.postMessage(answer);
  if (request.kind === 'finish') port.close();
});
