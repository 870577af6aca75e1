/** The indexer thread: keeps `search.db` in step with the history, so that no message waits for its texts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { IndexerMethods, WorkerStart } from '../worker-protocol.ts';
import { checkWish } from './database.ts';
import { createHistoryBell } from './history-bell.ts';
import { createIndexKeeping } from './index-keeping.ts';
import { loadSqlite } from './native-addon.ts';
import { announce, refuseAll, serve } from './serve.ts';
import { storeErrorOf } from './sqlite-errors.ts';
import { threadClock } from './thread-clock.ts';

if (parentPort === null) throw new Error('The indexer is a worker thread.');
const port = parentPort;
// Given by the store client alone, which types it.
const { folder }: WorkerStart = workerData;

try {
  const bell = createHistoryBell(folder);
  const keeping = createIndexKeeping({
    sqlite: await loadSqlite(),
    folder,
    clock: threadClock,
    notify: (notice) => announce(port, { announce: 'notice', notice }),
    onHistoryDamage: () => writeFileSync(join(folder, checkWish), 'Check the history at the next start.\n'),
  });
  bell.onRing(keeping.wake);
  serve<IndexerMethods>(port, {
    handlers: {
      close: () => {
        bell.close();
        keeping.close();
        setImmediate(() => port.close());
        return null;
      },
    },
  });
  announce(port, { announce: 'ready' });
  keeping.wake();
} catch (thrown) {
  const error = storeErrorOf(thrown).toReport();
  refuseAll(port, error);
  announce(port, { announce: 'unavailable', error });
}
