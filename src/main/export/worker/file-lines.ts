/** The lines of a file of any size, one chunk of it in memory at a time. */
import { closeSync, openSync, readSync } from 'node:fs';
import { mebibyte } from '../../../shared/domain/units.ts';

const chunkBytes = mebibyte;
/** A frame may be a few MiB (protocol D8); a longer line is no message of ours and is not gathered. */
export const longestLine = 64 * mebibyte;
const lineFeed = 0x0a;

export interface FileLine {
  /** Without its line feed; undefined for a line that was too long to be looked at. */
  readonly bytes: Buffer | undefined;
  /** Bytes it takes in the file. */
  readonly size: number;
}

export function* fileLines(path: string): Generator<FileLine> {
  const file = openSync(path, 'r');
  let parts: Buffer[] = [];
  let size = 0;
  const take = (): FileLine => {
    const bytes = size > longestLine ? undefined : Buffer.concat(parts);
    const line = { bytes, size };
    parts = [];
    size = 0;
    return line;
  };
  const gather = (piece: Buffer): void => {
    size += piece.length;
    if (size > longestLine) parts = [];
    // The chunk is read over: what is kept is copied.
    else parts.push(Buffer.from(piece));
  };

  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (;;) {
      const length = readSync(file, chunk, 0, chunkBytes, null);
      if (length === 0) break;
      let at = 0;
      while (at < length) {
        const end = chunk.subarray(0, length).indexOf(lineFeed, at);
        if (end < 0) {
          gather(chunk.subarray(at, length));
          break;
        }
        gather(chunk.subarray(at, end));
        const line = take();
        yield { ...line, size: line.size + 1 };
        at = end + 1;
      }
    }
    if (size > 0) yield take();
  } finally {
    closeSync(file);
  }
}
