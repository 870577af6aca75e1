/**
 * A capture file is a history file with a manifest: the same tables, so that the reader thread serves it unchanged. What
 * tells the two apart is the application id in the file's header and the table of the manifest.
 */
import type { Database } from 'better-sqlite3';
import {
  captureFormat,
  captureManifestSchema,
  type CaptureManifest,
} from '../../../shared/contract/schemas/capture.ts';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import type { ReadableDb, WritableDb } from './brands.ts';

/** "STSC" in the file's header: where SQLite keeps what an application calls its files. */
export const captureApplicationId = 0x53545343;

export const createManifest = `
  create table capture (id integer primary key, manifest text not null) strict`;

export function writeManifest(db: WritableDb, manifest: CaptureManifest): void {
  db.prepare('insert or replace into capture (id, manifest) values (1, ?)').run(JSON.stringify(manifest));
}

/** @throws StreamscopeError FILE_FAILED when there is none that this version understands */
export function readManifest(db: ReadableDb | Database): CaptureManifest {
  const text: unknown = db.prepare('select manifest from capture where id = 1').pluck().get();
  let value: unknown;
  try {
    value = typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    value = undefined;
  }
  const parsed = captureManifestSchema.safeParse(value);
  if (!parsed.success) {
    throw new StreamscopeError('FILE_FAILED', 'This capture says nothing of itself that can be read.', {
      detail: parsed.error.issues[0]?.message,
    });
  }
  if (parsed.data.format > captureFormat) throw newerCapture(`format ${parsed.data.format}`);
  return parsed.data;
}

export function newerCapture(detail: string): StreamscopeError {
  return new StreamscopeError(
    'STORE_NEWER_VERSION',
    'This capture was written by a newer Streamscope. Update Streamscope to open it; nothing was changed.',
    { detail },
  );
}
