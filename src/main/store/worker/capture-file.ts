/** Opening a capture: read-only, so that neither it nor anything beside it is ever written. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { asReadable, asWritable, type ReadableDb } from './brands.ts';
import { readCaptureVersion } from './capture-header.ts';
import { readManifest } from './capture-schema.ts';
import { checkCaptureShape } from './capture-shape.ts';
import { latestVersion, migrate } from './migrations/migrate.ts';
import type { SqliteModule } from './native-addon.ts';
import { codeOf, storeErrorOf } from './sqlite-errors.ts';

/** 8 MiB of pages: a capture is looked at, not written. */
const cacheKibibytes = 8_192;

export interface CaptureFile {
  readonly path: string;
  /** Where an older capture may be copied to be brought to this version; the file itself is left as it is. */
  readonly copyPath: string;
}

/** @throws StreamscopeError FILE_FAILED, STORE_NEWER_VERSION */
export function openCapture(sqlite: SqliteModule, { path, copyPath }: CaptureFile): ReadableDb {
  try {
    const version = readCaptureVersion(path);
    // A journal beside it would be played into the file before the first read.
    if (existsSync(`${path}-journal`) || existsSync(`${path}-wal`))
      throw new StreamscopeError(
        'FILE_FAILED',
        'A journal lies beside this capture: writing it was interrupted.',
      );
    const db = openGuarded(sqlite, path);
    try {
      checkCaptureShape(sqlite, db, version);
      readManifest(db);
    } catch (thrown) {
      db.close();
      throw thrown;
    }
    if (version === latestVersion()) return asReadable(db);
    db.close();
    bringToThisVersion(sqlite, path, copyPath);
    return asReadable(openGuarded(sqlite, copyPath));
  } catch (thrown) {
    throw captureErrorOf(thrown, path);
  }
}

function openGuarded(sqlite: SqliteModule, path: string): Database {
  const db = new sqlite(path, { readonly: true, fileMustExist: true });
  db.pragma('trusted_schema = off');
  db.pragma('cell_size_check = on');
  db.pragma('query_only = on');
  db.pragma(`cache_size = -${cacheKibibytes}`);
  return db;
}

function bringToThisVersion(sqlite: SqliteModule, path: string, copyPath: string): void {
  mkdirSync(dirname(copyPath), { recursive: true });
  rmSync(copyPath, { force: true });
  copyFileSync(path, copyPath);
  const copy = new sqlite(copyPath);
  try {
    copy.pragma('trusted_schema = off');
    migrate(asWritable(copy));
  } finally {
    copy.close();
  }
}

/** The store's words speak of the history; these speak of the file that was handed over. */
export function captureErrorOf(thrown: unknown, path: string): StreamscopeError {
  if (thrown instanceof StreamscopeError) return thrown;
  const detail = `${path}: ${storeErrorOf(thrown).detail ?? String(thrown)}`;
  const code = codeOf(thrown) ?? '';
  const words = /^ENOENT/.test(code)
    ? 'This file is not there any more.'
    : /^(EACCES|EPERM|EISDIR)/.test(code)
      ? 'This file may not be read.'
      : 'This capture is damaged and was not opened. Ask for the file again.';
  return new StreamscopeError('FILE_FAILED', words, { detail, cause: thrown });
}
