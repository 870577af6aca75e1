/** A long history as an earlier version of the program left it: made once, copied for every life that begins with it. */
import Database from 'better-sqlite3';
import { createAppender } from '../../../src/main/store/worker/appender.ts';
import { asWritable } from '../../../src/main/store/worker/brands.ts';
import { migrate, migrations } from '../../../src/main/store/worker/migrations/migrate.ts';
import { heldStream } from '../../fixtures/history/held.ts';
import { batchOf, frame } from './frames.ts';

const rowsPerBatch = 2000;

/**
 * Entries 0 to `rows` - 1 of one stream, at that version of the schema. Every message came twice and says so: what a
 * migration does for each of them takes its time.
 */
export function makeOldHistory(file: string, version: number, rows: number): void {
  const db = asWritable(new Database(file));
  try {
    db.pragma('page_size = 8192');
    db.pragma('auto_vacuum = incremental');
    db.pragma('synchronous = off');
    migrate(
      db,
      migrations.filter((step) => step.version <= version),
    );
    db.prepare(
      'insert into stream (id, connection_id, kind, full_name, title, created_at) values (1, ?, ?, ?, ?, 0)',
    ).run(heldStream.connectionId, heldStream.kind, heldStream.fullName, heldStream.title);
    const appender = createAppender(db);
    for (let from = 0; from < rows; from += rowsPerBatch) {
      const frames = Array.from({ length: Math.min(rowsPerBatch, rows - from) }, (_, at) =>
        frame({ entry: from + at, payload: `{"n":${from + at}}` }),
      );
      appender.append(batchOf(1, frames, { mode: 'consume' }));
      appender.append(batchOf(1, frames, { mode: 'consume', attempt: 2 }));
    }
  } finally {
    db.close();
  }
}
