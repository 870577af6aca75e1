/** The writer thread: the only one that changes the history. Started with a WorkerStart as its data. */
import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { StoreNotice } from '../../../shared/contract/schemas/history.ts';
import { mebibyte } from '../../../shared/domain/units.ts';
import type { WorkerStart, WriterMethods } from '../worker-protocol.ts';
import { createAppender } from './appender.ts';
import { checkWish, closeWritable, openWritable } from './database.ts';
import { createHistoryBell } from './history-bell.ts';
import { createHousekeeping } from './housekeeping.ts';
import { loadSqlite } from './native-addon.ts';
import { createOwnMessages } from './own-messages.ts';
import { publishedReads } from './queries/published.ts';
import { createRemoval } from './removal.ts';
import { prepareSearchFile } from './search-file.ts';
import { announce, refuseAll, serve } from './serve.ts';
import { storeErrorOf } from './sqlite-errors.ts';
import { threadClock } from './thread-clock.ts';
import { writerHandlers } from './writer-handlers.ts';

if (parentPort === null) throw new Error('The store writer is a worker thread.');
const port = parentPort;
// Given by the store client alone, which types it.
const { folder }: WorkerStart = workerData;

/** Payloads are decoded into this thread's pool: one piece of memory for thousands of them, not for thirty. */
Buffer.poolSize = mebibyte;

try {
  const notify = (notice: StoreNotice): void => announce(port, { announce: 'notice', notice });
  const onDamage = (): void =>
    writeFileSync(join(folder, checkWish), 'Check the history at the next start.\n');
  const sqlite = await loadSqlite();
  const { now } = threadClock;
  const db = openWritable({
    sqlite,
    folder,
    now,
    notify,
    announceLongWork: () => announce(port, { announce: 'busy' }),
  });
  prepareSearchFile({ sqlite, folder, now, notify }, db);
  const bell = createHistoryBell(folder);
  const removal = createRemoval(db);
  const own = createOwnMessages(publishedReads(db).receipts);
  const appender = createAppender(db, own);
  const housekeeping = createHousekeeping({
    db,
    appender,
    removal,
    clock: threadClock,
    notify,
    onDamage,
    onChange: bell.ring,
  });
  let moved: ArrayBuffer[] = [];
  const handlers = writerHandlers({
    db,
    appender,
    own,
    removal,
    now,
    onDamage,
    close: () => {
      housekeeping.stop();
      bell.close();
      closeWritable(db);
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
      if (method === 'close') return;
      housekeeping.wake();
      bell.ring();
    },
  });
  announce(port, { announce: 'ready' });
  housekeeping.wake();
} catch (thrown) {
  const error = storeErrorOf(thrown).toReport();
  refuseAll(port, error);
  announce(port, { announce: 'unavailable', error });
}
