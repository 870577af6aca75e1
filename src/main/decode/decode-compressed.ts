/** Compressed payloads: gzip, deflate (with or without its zlib header), brotli, and zstd where the runtime has it. */
import * as zlib from 'node:zlib';
import { DecodeFault, maxDecodedBytes, type Decoded, type DecoderName } from './decoded.ts';

export type Compression = Extract<DecoderName, 'gzip' | 'deflate' | 'brotli' | 'zstd'>;

/** A stream that unpacks: what node:zlib makes. */
export interface Unpacker {
  /** Compressed bytes taken so far. */
  readonly bytesWritten: number;
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  end(bytes: Uint8Array): unknown;
  destroy(): unknown;
}

/** Zstandard of this runtime; undefined before Node 22.15, so also in Electron 33. */
export function runtimeZstd(): (() => Unpacker) | undefined {
  // A named import would keep older runtimes from loading this file at all.
  return 'createZstdDecompress' in zlib ? () => zlib.createZstdDecompress() : undefined;
}

export async function decompress(
  decoder: Compression,
  bytes: Uint8Array,
  zstd: (() => Unpacker) | undefined,
): Promise<Decoded> {
  const makeUnpacker = unpackerFor(decoder, bytes, zstd);
  if (makeUnpacker === undefined) {
    const why = 'Zstandard is not available in this runtime; a newer release of the app has it';
    return { decoder, ok: false, failure: { offset: 0, why } };
  }
  try {
    const content = await unpackAll(decoder, bytes, makeUnpacker);
    return { decoder, ok: true, content: { form: 'bytes', bytes: content } };
  } catch (thrown) {
    if (!(thrown instanceof DecodeFault)) throw thrown;
    return { decoder, ok: false, failure: { offset: thrown.offset, why: thrown.message } };
  }
}

function unpackerFor(
  decoder: Compression,
  bytes: Uint8Array,
  zstd: (() => Unpacker) | undefined,
): (() => Unpacker) | undefined {
  if (decoder === 'zstd') return zstd;
  if (decoder === 'gzip') return () => zlib.createGunzip();
  if (decoder === 'brotli') return () => zlib.createBrotliDecompress();
  return hasZlibHeader(bytes) ? () => zlib.createInflate() : () => zlib.createInflateRaw();
}

/** RFC 1950, 2.2: method 8, a window of at most 32 KiB, and a check that makes both bytes a multiple of 31. */
export function hasZlibHeader(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes;
  return (method & 0x0f) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0;
}

/** Frame after frame, since zstd's unpacker stops after the first; of the others there is one. */
async function unpackAll(
  decoder: Compression,
  bytes: Uint8Array,
  makeUnpacker: () => Unpacker,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let at = 0;
  do {
    const { taken, produced } = await unpackOne(
      makeUnpacker(),
      bytes.subarray(at),
      at,
      maxDecodedBytes - size,
    );
    for (const chunk of produced) {
      chunks.push(chunk);
      size += chunk.length;
    }
    at += taken;
    if (at < bytes.length && (decoder !== 'zstd' || taken === 0))
      throw new DecodeFault(at, `${bytes.length - at} bytes follow the end of the compressed data`);
  } while (at < bytes.length);
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function unpackOne(
  unpacker: Unpacker,
  bytes: Uint8Array,
  start: number,
  room: number,
): Promise<{ readonly taken: number; readonly produced: readonly Uint8Array[] }> {
  return new Promise((resolve, reject) => {
    const produced: Uint8Array[] = [];
    let size = 0;
    unpacker.on('data', (chunk) => {
      size += chunk.length;
      if (size > room) {
        const why = `it unpacks to more than ${maxDecodedBytes / 2 ** 20} MiB and was stopped there`;
        reject(new DecodeFault(start + unpacker.bytesWritten, why));
        unpacker.destroy();
      } else produced.push(chunk);
    });
    unpacker.on('error', (error) => {
      reject(new DecodeFault(start + unpacker.bytesWritten, wordsFor(error)));
    });
    unpacker.on('end', () => {
      resolve({ taken: unpacker.bytesWritten, produced });
    });
    unpacker.end(bytes);
  });
}

function wordsFor(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  return code === 'Z_BUF_ERROR'
    ? 'the compressed data ends too soon'
    : `the compressed data is damaged (${error.message})`;
}
