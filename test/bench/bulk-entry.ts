/** A thread that stores or indexes a made-up history: see bulk-batch.ts for what it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import { closeWritable, openWritable } from '../../src/main/store/worker/database.ts';
import { loadSqlite } from '../../src/main/store/worker/native-addon.ts';
import type { BulkAnswer, BulkRequest } from './bulk-batch.ts';
import { createBulkStore, takeTexts } from './bulk-store.ts';
import { createBulkTexts } from './bulk-texts.ts';

export interface BulkStart {
  readonly folder: string;
  readonly part: 'rows' | 'texts';
}

if (parentPort === null) throw new Error('This is a worker thread.');
const port = parentPort;
// Given by make-history.ts alone.
const { folder, part }: BulkStart = workerData;
const sqlite = await loadSqlite();
const db = openWritable({
  sqlite,
  folder,
  now: Date.now,
  notify: () => undefined,
  announceLongWork: () => undefined,
});
const rows = part === 'rows' ? createBulkStore(db) : undefined;
const texts = part === 'texts' ? createBulkTexts(db) : undefined;

port.on('message', (request: BulkRequest) => {
  if (request.kind === 'batch') (rows ?? texts)?.add(request.batch);
  else if (request.kind === 'take-texts') takeTexts(sqlite, folder, request.file);
  else {
    (rows ?? texts)?.end();
    closeWritable(db);
  }
  const isLast = request.kind === (part === 'rows' ? 'take-texts' : 'end');
  const answer: BulkAnswer = { done: request.kind };
  port.postMessage(answer);
  if (isLast) port.close();
});
