/** One number over every message of a file, so that a colleague knows they read what was written. */
import { createHash } from 'node:crypto';
import type { ReadableDb } from './brands.ts';
import { captureChecksumRows } from './queries/checksum-rows.ts';

/** Rows between two calls of `onRows`. */
const rowsTogether = 2_000;

/** @param onRows is told how many rows were read since; what it throws ends the reading */
export function messageChecksum(db: ReadableDb, onRows: (rows: number) => void): string {
  const hash = createHash('sha256');
  let unsaid = 0;
  for (const { payload, ...fields } of captureChecksumRows(db)) {
    // The size is among the fields, so that no byte can pass from one message into its neighbour.
    hash.update(JSON.stringify(Object.values(fields)));
    hash.update(payload);
    unsaid += 1;
    if (unsaid === rowsTogether) {
      onRows(unsaid);
      unsaid = 0;
    }
  }
  onRows(unsaid);
  return `sha256:${hash.digest('hex')}`;
}
