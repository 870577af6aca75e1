/** Zstandard in JavaScript, for runtimes whose zlib has none (Electron 33). */
import { Decompress } from 'fzstd';
import { DecodeFault } from './decoded.ts';
import { damaged, tooMuch, type Unpacker } from './unpacker.ts';

/** Fed so much at a time, which is also how exactly the place of a fault is known. */
const stepBytes = 16 * 1024;
/** What a frame may ask to be remembered of what it unpacked; the format lets it ask for gigabytes. */
const maxWindowBytes = 128 * 1024 * 1024;

export const portableZstd: Unpacker = (bytes, room) =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    let taken = 0;
    if (windowBytes(bytes) > maxWindowBytes)
      throw new DecodeFault(0, 'it asks for more memory than is given');
    const unpacker = new Decompress((chunk) => {
      size += chunk.length;
      if (size > room) throw tooMuch(taken);
      // The unpacker writes over its own memory.
      chunks.push(chunk.slice());
    });
    try {
      for (; taken < bytes.length; taken = Math.min(bytes.length, taken + stepBytes)) {
        const step = bytes.subarray(taken, taken + stepBytes);
        unpacker.push(step, taken + step.length === bytes.length);
      }
      resolve({ taken, chunks });
    } catch (thrown) {
      const words = thrown instanceof Error ? thrown.message : String(thrown);
      if (thrown instanceof DecodeFault) reject(thrown);
      else if (words === 'unexpected EOF')
        reject(new DecodeFault(bytes.length, 'the compressed data ends too soon'));
      else reject(damaged(taken, words));
    }
  });

/** Of the first frame (RFC 8878, 3.1.1.1). */
export function windowBytes(bytes: Uint8Array): number {
  const descriptor = bytes[4] ?? 0;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  if (!isSingleSegment) {
    const window = bytes[5] ?? 0;
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [1, 2, 4, 8][descriptor >> 6] ?? 1;
  const size = bytes.subarray(5 + dictionaryBytes, 5 + dictionaryBytes + sizeBytes);
  return size.reduceRight((sum, byte) => sum * 256 + byte, 0) + (sizeBytes === 2 ? 256 : 0);
}
