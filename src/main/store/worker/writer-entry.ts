/** The writer thread: the only one that changes the history. Started with a WorkerStart as its data. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerStart, WriterMethods } from '../worker-protocol.ts';
import { createAppender } from './appender.ts';
import { checkWish, openWritable } from './database.ts';
import { createIdleWork } from './idle-work.ts';
import { loadSqlite } from './native-addon.ts';
import { createRemoval } from './removal.ts';
import { createRetention } from './retention.ts';
import { createSearchIndexer } from './search-indexer.ts';
import { announce, refuseAll, serve } from './serve.ts';
import { createSpaceKeeper } from './space.ts';
import { storeErrorOf } from './sqlite-errors.ts';
import { writerHandlers } from './writer-handlers.ts';

if (parentPort === null) throw new Error('The store writer is a worker thread.');
const port = parentPort;
// Given by the store client alone, which types it.
const { folder }: WorkerStart = workerData;

try {
  const db = openWritable({
    sqlite: await loadSqlite(),
    folder,
    now: Date.now,
    notify: (notice) => announce(port, { announce: 'notice', notice }),
    announceLongWork: () => announce(port, { announce: 'busy' }),
  });
  const removal = createRemoval(db);
  const appender = createAppender(db);
  const indexer = createSearchIndexer(db);
  const retention = createRetention(db, removal, Date.now);
  const space = createSpaceKeeper(db);
  /** What bounds ask for first, then the index, then the space; one slice of one of them. */
  const slice = (): boolean => {
    const takenFrom = retention.enforce();
    if (takenFrom !== undefined) appender.forget(takenFrom);
    return takenFrom !== undefined || removal.sweep() || indexer.advance() || space.giveBack();
  };
  const idle = createIdleWork(slice, {
    now: Date.now,
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  });
  let moved: ArrayBuffer[] = [];
  const handlers = writerHandlers({
    db,
    appender,
    removal,
    now: Date.now,
    onDamage: () => writeFileSync(join(folder, checkWish), 'Check the history at the next start.\n'),
    close: () => {
      idle.stop();
      db.pragma('optimize');
      db.close();
      setImmediate(() => port.close());
    },
    move: (buffer) => moved.push(buffer),
  });
  serve<WriterMethods>(port, {
    handlers,
    takeMoved: () => {
      const taken = moved;
      moved = [];
      return taken;
    },
    afterReply: (method) => {
      if (method !== 'close') idle.wake();
    },
  });
  announce(port, { announce: 'ready' });
  idle.wake();
} catch (thrown) {
  const error = storeErrorOf(thrown).toReport();
  refuseAll(port, error);
  announce(port, { announce: 'unavailable', error });
}
