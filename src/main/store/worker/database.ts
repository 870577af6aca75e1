/**
 * Opening `history.db`. The ladder: folder, file, damage, version, back-up, migration. Whatever is found, the
 * program starts: a damaged file is set aside and what can be read of it goes into a fresh one; a newer or
 * unwritable one is left untouched and said so.
 */
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { StoreNotice } from '../../../shared/contract/schemas/history.ts';
import { historyFile } from '../history-file.ts';
import { asReadable, asWritable, type ReadableDb, type WritableDb } from './brands.ts';
import {
  latestVersion,
  migrate,
  migrations,
  refuseNewer,
  schemaVersion,
  type Migration,
} from './migrations/migrate.ts';
import type { SqliteModule } from './native-addon.ts';
import { finishRescue, rescue } from './rescue.ts';
import { isDamage, storeErrorOf, withWordsOfFull } from './sqlite-errors.ts';
import { busyTimeoutMs, cacheKibibytes, leaveSingleFile, setForWriting } from './writing-pragmas.ts';

/** Left by a thread that met damage while running: the next start looks at every page. */
export const checkWish = 'history.check';

export interface OpenOptions {
  readonly sqlite: SqliteModule;
  readonly folder: string;
  readonly now: () => number;
  readonly notify: (notice: StoreNotice) => void;
  /** Called before work that takes long on a large file. */
  readonly announceLongWork: () => void;
  readonly steps?: readonly Migration[];
}

/** The writer's connection. Throws a StreamscopeError when the history cannot be written at all. */
export function openWritable(options: OpenOptions): WritableDb {
  const { folder } = options;
  try {
    mkdirSync(folder, { recursive: true });
    // SQLite's own word for a folder in which it may make no file is only that it cannot open the file.
    accessSync(folder, constants.W_OK);
    const aside = finishRescue(folder);
    if (aside !== undefined)
      tellOfRescue(options, 'What could be read of it was saved into a new file', `kept as ${aside}`);
    try {
      return openFile(options);
    } catch (thrown) {
      if (!isDamage(thrown)) throw thrown;
      return replaceDamaged(options, storeErrorOf(thrown).detail ?? '');
    }
  } catch (thrown) {
    throw storeErrorOf(thrown);
  }
}

/** The reader's connection: it cannot write, whatever it is asked. */
export function openReadable(sqlite: SqliteModule, folder: string): ReadableDb {
  try {
    const db = new sqlite(join(folder, historyFile), {
      readonly: true,
      fileMustExist: true,
      timeout: busyTimeoutMs,
    });
    refuseNewer(schemaVersion(asReadable(db)));
    db.pragma('query_only = true');
    db.pragma(`cache_size = -${cacheKibibytes}`);
    return asReadable(db);
  } catch (thrown) {
    throw storeErrorOf(thrown);
  }
}

/**
 * Closes the writer's connection, the last one, and leaves a single file that is also readable in a folder where
 * nothing can be written: a log beside it would need one that can.
 */
export function closeWritable(db: WritableDb): void {
  try {
    db.pragma('optimize');
    leaveSingleFile(db);
  } catch {
    // A reader that is still there, or a full disk: the log stays, and the next start takes it in.
  } finally {
    db.close();
  }
}

function openFile(options: OpenOptions, name: string = historyFile): WritableDb {
  const { steps = migrations } = options;
  let db = connect(options, name);
  try {
    if (name === historyFile) lookForDamage(db, options);
    const version = schemaVersion(asReadable(db));
    if (version > 0 && version < latestVersion(steps)) {
      options.announceLongWork();
      db.pragma('wal_checkpoint(truncate)');
      db.close();
      backUp(options, version);
      db = connect(options, name);
    }
    migrate(asWritable(db), steps);
    return asWritable(db);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function connect({ sqlite, folder, steps = migrations }: OpenOptions, name: string): Database {
  const db = new sqlite(join(folder, name), { timeout: busyTimeoutMs });
  try {
    refuseNewer(schemaVersion(asReadable(db)), steps);
    setForWriting(db);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** A glance at every table's root, or at every page when the last run asked for it. */
function lookForDamage(db: Database, options: OpenOptions): void {
  const wish = join(options.folder, checkWish);
  if (existsSync(wish)) {
    options.announceLongWork();
    const found: unknown = db.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') throw new DamageError(String(found));
    rmSync(wish, { force: true });
  }
  const tables = db.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all();
  for (const table of tables) db.prepare(`select * from "${table}" limit 1`).get();
}

/** Damage that a check found before SQLite itself stumbled over it. */
class DamageError extends Error {
  readonly code = 'SQLITE_CORRUPT';
}

/**
 * Only while no connection of ours is open: a process loses its locks on a file with the first handle on it that is
 * closed, so that copying it would take SQLite's. Another program that looked at the history after that would believe
 * itself alone with it when it left, and remove the log under our feet: what was stored from then on was lost.
 */
function backUp(options: OpenOptions, version: number): void {
  const copy = join(options.folder, `history.before-${latestVersion(options.steps)}.db`);
  const unfinished = `${copy}.unfinished`;
  // Under its name only when it is whole, on the disk too: a start that was cut off leaves no half copy to be taken for
  // one, and a full disk none that fills it.
  try {
    copyFileSync(join(options.folder, historyFile), unfinished);
    const file = openSync(unfinished, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(unfinished, copy);
  } catch (thrown) {
    rmSync(unfinished, { force: true });
    throw withWordsOfFull(
      thrown,
      'There is no room for the copy that is made of the history before it is brought to this version. It is left ' +
        'as it was; free some space and restart.',
    );
  }
  options.notify({
    at: options.now(),
    severity: 'info',
    code: 'STORE_NEWER_VERSION',
    message: 'The history was brought to this version. A copy from before is kept beside it.',
    detail: `version ${version}, copy ${copy}`,
  });
}

/** Puts a fresh file with whatever can still be read in the place of the damaged one, which is kept. */
function replaceDamaged(options: OpenOptions, cause: string): WritableDb {
  const { folder, sqlite } = options;
  options.announceLongWork();
  const create = (name: string): WritableDb => openFile(options, name);
  const saved = rescue({ sqlite, folder, create, close: closeWritable });
  rmSync(join(folder, checkWish), { force: true });
  const savedWords = saved.savedWords();
  const lostWords = saved.lostWords();
  tellOfRescue(
    options,
    savedWords === ''
      ? 'Nothing in it could be read, so a new file was begun'
      : `Saved into a new file: ${savedWords}${lostWords === '' ? '' : `. Could not be read: ${lostWords}`}`,
    `${cause}; kept as ${saved.aside}`,
  );
  return openFile(options);
}

function tellOfRescue({ now, notify }: OpenOptions, saved: string, detail: string): void {
  notify({
    at: now(),
    severity: 'warning',
    code: 'STORE_DAMAGED',
    message: `The history file was damaged. ${saved}. The damaged one is kept beside it.`,
    detail,
  });
}
