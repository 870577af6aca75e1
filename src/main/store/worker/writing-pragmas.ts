/** How a connection that writes is set up, be it to the history or to its index. */
import type { Database } from 'better-sqlite3';

/** How long a statement waits for another connection before it is refused. */
export const busyTimeoutMs = 5000;
/** 16 MiB of pages are kept by each connection. */
export const cacheKibibytes = 16_384;
/** Pages of WAL (32 MiB) before a checkpoint: rewriting the newest pages less often speeds ingest. */
const checkpointPages = 4096;

export function setForWriting(db: Database): void {
  // These two only take effect in a new file. Larger pages mean fewer writes a row; and what retention frees
  // can be given back in slices.
  db.pragma('page_size = 8192');
  db.pragma('auto_vacuum = incremental');
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = normal');
  db.pragma('foreign_keys = on');
  // What a statement may have to take back is small, and costs less in memory than in a file.
  db.pragma('temp_store = memory');
  db.pragma(`cache_size = -${cacheKibibytes}`);
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
}

/** Leaves a single file that is also readable where nothing can be written; of the last connection, before it closes. */
export function leaveSingleFile(db: Database): void {
  db.pragma('busy_timeout = 0');
  db.pragma('main.journal_mode = delete');
}
