/** A thread that stores or indexes a made-up history: see bulk-batch.ts for what it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WritableDb } from '../../src/main/store/worker/brands.ts';
import { closeWritable, openWritable } from '../../src/main/store/worker/database.ts';
import { giveIdentity } from '../../src/main/store/worker/history-identity.ts';
import { loadSqlite } from '../../src/main/store/worker/native-addon.ts';
import type { BulkAnswer, BulkRequest } from './bulk-batch.ts';
import { createBulkStore, noteIndexed, type BulkStore } from './bulk-store.ts';
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
const openHistory = (): WritableDb =>
  openWritable({
    sqlite,
    folder,
    now: Date.now,
    notify: () => undefined,
    announceLongWork: () => undefined,
  });

const startRows = (): BulkStore => {
  const db = openHistory();
  const rows = createBulkStore(db);
  return {
    add: rows.add,
    end: () => {
      rows.end();
      closeWritable(db);
    },
  };
};

/** An index belongs to a history by its name: it gets one before the other thread writes to it. */
const startTexts = (): BulkStore => {
  const history = openHistory();
  giveIdentity(history);
  closeWritable(history);
  return createBulkTexts(sqlite, folder);
};

let store: BulkStore | undefined;
port.on('message', (request: BulkRequest) => {
  if (request.kind === 'begin') store = part === 'rows' ? startRows() : startTexts();
  else if (request.kind === 'batch') store?.add(request.batch);
  else if (request.kind === 'end') store?.end();
  else noteIndexed(sqlite, folder);
  const isLast = request.kind === (part === 'rows' ? 'note-indexed' : 'end');
  const answer: BulkAnswer = { done: request.kind };
  port.postMessage(answer);
  if (isLast) port.close();
});
