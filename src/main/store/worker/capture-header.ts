/** The first hundred bytes of a capture, looked at before SQLite is: a file of any other kind never reaches it. */
import { closeSync, openSync, readSync } from 'node:fs';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { captureApplicationId, newerCapture } from './capture-schema.ts';
import { latestVersion, migrations } from './migrations/migrate.ts';

const headerBytes = 100;
const magic = Buffer.from('SQLite format 3\0', 'latin1');
/** Offsets in the header (SQLite file format, section 1.3). */
const offsets = { writeVersion: 18, readVersion: 19, userVersion: 60, applicationId: 68 };
/** Rollback journal; 2 would be a write-ahead log, which a reader would have to write files for. */
const rollbackJournal = 1;

/**
 * The schema version of a capture.
 * @throws StreamscopeError FILE_FAILED, STORE_NEWER_VERSION
 */
export function readCaptureVersion(path: string): number {
  const header = Buffer.alloc(headerBytes);
  const file = openSync(path, 'r');
  let length: number;
  try {
    length = readSync(file, header, 0, headerBytes, 0);
  } finally {
    closeSync(file);
  }
  const isSqlite = length === headerBytes && header.subarray(0, magic.length).equals(magic);
  if (!isSqlite || header.readUInt32BE(offsets.applicationId) !== captureApplicationId)
    throw new StreamscopeError('FILE_FAILED', 'This file is no Streamscope capture. Nothing was opened.');
  if (header[offsets.writeVersion] !== rollbackJournal || header[offsets.readVersion] !== rollbackJournal)
    throw new StreamscopeError('FILE_FAILED', 'This capture was not finished: writing it was interrupted.');
  const version = header.readUInt32BE(offsets.userVersion);
  if (version > latestVersion())
    throw newerCapture(`schema ${version}, this program knows ${latestVersion()}`);
  if (!migrations.some((step) => step.version === version))
    throw new StreamscopeError('FILE_FAILED', 'This capture has a schema that never was.', {
      detail: `schema ${version}`,
    });
  return version;
}
