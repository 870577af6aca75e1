/**
 * `search.db`, the full-text index of `history.db` beside it. A file has one writer at a time, so only a file of its own
 * is written while messages are. It is a cache: with whatever is wrong with it, it is thrown away and made anew
 * out of the messages. Nothing here ever writes the history.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreNotice } from '../../../shared/contract/schemas/history.ts';
import { maxSeq, rowIdOf } from '../../../shared/domain/row-id.ts';
import { historyFile } from '../history-file.ts';
import { asWritable, type ReadableDb, type WritableDb } from './brands.ts';
import { identityOfHistory } from './history-identity.ts';
import type { SqliteModule } from './native-addon.ts';
import { codeOf, isDamage, storeErrorOf } from './sqlite-errors.ts';
import { busyTimeoutMs, leaveSingleFile, setForWriting } from './writing-pragmas.ts';

export const searchFile = 'search.db';
/** Left by a thread that met damage in the index: the next start makes it anew. */
const rebuildWish = 'search.rebuild';
/** Grows when the tables or what is indexed change: an index of another format is made anew. */
const searchFormat = 1;

/**
 * Contentless, for the texts are in `message` already, and with deletes; a document's id is its row id. `indexed` says
 * which seqs of each stream are in the index: it moves in the transaction of their texts.
 */
const createTables = `
  create virtual table search using fts5 (
    key, properties, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
  );
  create table indexed (
    stream_id integer primary key,
    first_seq integer not null,
    last_seq integer not null
  ) strict;
  create table about (history text not null) strict;
  pragma user_version = ${searchFormat};`;

const selectNewestStream = "select seq from sqlite_sequence where name = 'stream'";

interface IndexedRow {
  readonly stream_id: number;
  readonly last_seq: number;
}

export interface PrepareOptions {
  readonly sqlite: SqliteModule;
  readonly folder: string;
  readonly now: () => number;
  readonly notify: (notice: StoreNotice) => void;
}

/**
 * Called by the writer before it takes any message: whatever index is there afterwards belongs to this history and says
 * nothing that the history does not hold. What fails here costs the index, never the history.
 */
export function prepareSearchFile(options: PrepareOptions, history: ReadableDb): void {
  const { folder } = options;
  if (!existsSync(join(folder, searchFile))) return;
  try {
    if (existsSync(join(folder, rebuildWish))) throw new DamageError('met while it was used');
    if (!fitToHistory(options, history)) removeSearchFile(folder);
  } catch (thrown) {
    removeSearchFile(folder);
    if (!isDamage(thrown)) return;
    options.notify({
      at: options.now(),
      severity: 'warning',
      code: 'SEARCH_INDEX_DAMAGED',
      message:
        'The search index was damaged and is made anew from the stored messages. None of them is lost; until it is ' +
        'complete a search takes longer.',
      detail: storeErrorOf(thrown).detail ?? null,
    });
  }
}

/** The indexer's connection, with the history attached as `history`; undefined while the history has no identity. */
export function openSearchFile(sqlite: SqliteModule, folder: string): WritableDb | undefined {
  const db = asWritable(new sqlite(join(folder, searchFile), { timeout: busyTimeoutMs }));
  try {
    setForWriting(db);
    db.prepare('attach ? as history').run(join(folder, historyFile));
    const identity = identityOfHistory(db, 'history');
    if (identity !== null && isEmpty(db)) create(db, identity);
    if (identity !== null && isIndexOf(db, 'main', identity)) return db;
    db.close();
    return undefined;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

export function closeSearchFile(db: WritableDb): void {
  try {
    db.exec('detach history');
    leaveSingleFile(db);
  } catch {
    // A reader that is still there, or a full disk: the log stays, and the next start takes it in.
  } finally {
    db.close();
  }
}

/** Whether the index attached under this name can be used with the history of this identity. */
export function isIndexOf(db: ReadableDb, file: 'main' | 'texts', identity: string | null): boolean {
  if (Number(db.pragma(`${file}.user_version`, { simple: true })) !== searchFormat) return false;
  return db.prepare<[], string>(`select history from ${file}.about`).pluck().get() === identity;
}

/** Best effort: in a folder that cannot be written the index stays as it is, and searches go without it. */
export function wishForRebuild(folder: string): void {
  try {
    writeFileSync(join(folder, rebuildWish), 'Make the search index anew at the next start.\n');
  } catch (thrown) {
    if (codeOf(thrown) === undefined) throw thrown;
  }
}

/** Every page of the index attached under this name, without the history's: takes long, and is asked after damage only. */
export function isSearchFileWhole(db: ReadableDb, file: 'main' | 'texts'): boolean {
  try {
    return db.pragma(`${file}.quick_check(1)`, { simple: true }) === 'ok';
  } catch (thrown) {
    if (isDamage(thrown)) return false;
    throw thrown;
  }
}

/** After the machine lost power the index may be ahead of the history, whose next messages get these seqs again. */
function fitToHistory({ sqlite, folder }: PrepareOptions, history: ReadableDb): boolean {
  const db = asWritable(new sqlite(join(folder, searchFile), { timeout: busyTimeoutMs }));
  try {
    if (isEmpty(db)) return true;
    if (!isIndexOf(db, 'main', identityOfHistory(history))) return false;
    const nextSeq = history.prepare<[number], number>('select next_seq from stream where id = ?').pluck();
    const newestStream = history.prepare<[], number>(selectNewestStream).pluck().get() ?? 0;
    const rows = db.prepare<[], IndexedRow>('select stream_id, last_seq from indexed').all();
    const dropTexts = db.prepare('delete from search where rowid between ? and ?');
    const cut = db.prepare(
      'update indexed set last_seq = ?1 - 1, first_seq = min(first_seq, ?1) where stream_id = ?2',
    );
    db.transaction(() => {
      for (const { stream_id: streamId, last_seq: lastSeq } of rows) {
        // A deleted stream's texts wait for their slices; a stream that was lost gives its number to the next one.
        const next = nextSeq.get(streamId) ?? (streamId > newestStream ? 1 : undefined);
        if (next === undefined || lastSeq < next) continue;
        dropTexts.run(rowIdOf(streamId, next), rowIdOf(streamId, maxSeq));
        cut.run(next, streamId);
      }
    })();
    return true;
  } finally {
    db.close();
  }
}

function isEmpty(db: ReadableDb): boolean {
  return db.prepare('select 1 from main.sqlite_schema limit 1').get() === undefined;
}

function create(db: WritableDb, identity: string): void {
  db.transaction(() => {
    db.exec(createTables);
    db.prepare('insert into about (history) values (?)').run(identity);
  })();
}

/** Best effort, and the wish last: where a file is held by another thread that ends, the next start does it. */
function removeSearchFile(folder: string): void {
  try {
    for (const suffix of ['', '-wal', '-shm', '-journal'])
      rmSync(join(folder, searchFile + suffix), { force: true });
    rmSync(join(folder, rebuildWish), { force: true });
  } catch (thrown) {
    if (codeOf(thrown) === undefined) throw thrown;
  }
}

class DamageError extends Error {
  readonly code = 'SQLITE_CORRUPT';
}
