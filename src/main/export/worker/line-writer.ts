/** Lines into a file through one buffer. Writing waits for the disk, so no more than that is ever in memory. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { mebibyte } from '../../../shared/domain/units.ts';

const bufferBytes = mebibyte;
/** Bytes of UTF-8 that one unit of a string may become. */
const mostBytesPerUnit = 3;

export interface LineWriter {
  readonly add: (line: string) => void;
  readonly flush: () => void;
  readonly close: () => void;
}

/** @param onWritten told how many bytes went to the disk */
export function createLineWriter(path: string, onWritten: (bytes: number) => void): LineWriter {
  const file = openSync(path, 'wx', 0o600);
  const buffer = Buffer.allocUnsafe(bufferBytes);
  let used = 0;

  const write = (bytes: Buffer): void => {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    onWritten(bytes.length);
  };
  const flush = (): void => {
    const bytes = buffer.subarray(0, used);
    used = 0;
    if (bytes.length > 0) write(bytes);
  };

  return {
    add: (line) => {
      const most = line.length * mostBytesPerUnit;
      if (most > bufferBytes - used) flush();
      if (most > bufferBytes) write(Buffer.from(line));
      else used += buffer.write(line, used);
    },
    flush,
    close: () => closeSync(file),
  };
}
