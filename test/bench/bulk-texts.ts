/**
 * Indexes the texts of made-up messages while another thread stores their rows: the index is a file of its own, and the
 * larger half of the work. A stream's messages are indexed in long runs, for FTS5 writes a piece of its index whenever
 * the row ids go back.
 */
import { rowIdOf } from '../../src/shared/domain/row-id.ts';
import type { WritableDb } from '../../src/main/store/worker/brands.ts';
import type { SqliteModule } from '../../src/main/store/worker/native-addon.ts';
import { openSearchFile } from '../../src/main/store/worker/search-file.ts';
import { createSearchMerger } from '../../src/main/store/worker/search-merger.ts';
import { leaveSingleFile } from '../../src/main/store/worker/writing-pragmas.ts';
import type { BulkBatch } from './bulk-batch.ts';
import { writeUnlogged, type BulkStore } from './bulk-store.ts';

/** Rows of one stream that are indexed together. */
const rowsPerRun = 60_000;
/** Bytes of the index gathered before they are written as a piece: a run's. More of them no longer fit a cache. */
const gatheredBytes = 16 * 1024 * 1024;
/** Rows in one statement. */
const rowsTogether = 64;
const rowPlaces = '(?, ?, ?, ?)';
const insertTexts = (rows: number): string =>
  `insert into search (rowid, key, properties, body) values ${Array.from({ length: rows }, () => rowPlaces).join(', ')}`;

interface Run {
  readonly batches: BulkBatch[];
  rows: number;
}

type Bound = number | string | null;

/** The history in this folder has a name by now, and nobody writes to it yet. */
export function createBulkTexts(sqlite: SqliteModule, folder: string): BulkStore {
  const db = openSearchFile(sqlite, folder);
  if (db === undefined) throw new Error('A history without an identity has no index.');
  // From here on it is the other thread's.
  db.exec('detach history');
  writeUnlogged(db);
  const many = db.prepare<Bound[]>(insertTexts(rowsTogether));
  const one = db.prepare<Bound[]>(insertTexts(1));
  const runs = new Map<number, Run>();
  // The settings that the program would give the index with its first text.
  createSearchMerger(db).added();
  db.exec(`begin; insert into search (search, rank) values ('hashsize', ${gatheredBytes})`);

  const index = (batch: BulkBatch): void => {
    const payloads = Buffer.from(batch.payloads.buffer);
    const keys = batch.keys.split('\n');
    const properties = batch.properties.split('\n');
    let values: Bound[] = [];
    let from = 0;
    batch.sizes.forEach((size, at) => {
      const held = properties[at] ?? '{}';
      values.push(
        rowIdOf(batch.streamId, batch.firstEntry + 1 + at),
        keys[at] === '' ? null : (keys[at] ?? null),
        held === '{}' ? null : held,
        payloads.toString('latin1', from, from + size),
      );
      from += size;
      if (values.length < rowsTogether * 4) return;
      many.run(...values);
      values = [];
    });
    for (let at = 0; at < values.length; at += 4) one.run(...values.slice(at, at + 4));
  };

  const indexRun = (run: Run): void => {
    run.batches.forEach(index);
    run.batches.length = 0;
    run.rows = 0;
  };

  return {
    add: (batch) => {
      const run = runs.get(batch.streamId) ?? { batches: [], rows: 0 };
      runs.set(batch.streamId, run);
      run.batches.push(batch);
      run.rows += batch.sizes.length;
      if (run.rows >= rowsPerRun) indexRun(run);
    },
    end: () => {
      for (const run of runs.values()) indexRun(run);
      // Told by the file for the program too, unless it is forgotten here.
      db.exec("delete from search_config where k = 'hashsize'; commit");
      mergePieces(db);
      leaveSingleFile(db);
      db.close();
    },
  };
}

/** Until the program would find nothing to merge. */
function mergePieces(db: WritableDb): void {
  const merger = createSearchMerger(db);
  db.exec('begin');
  while (merger.step());
  db.exec('commit');
}
