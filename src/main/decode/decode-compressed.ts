/** Compressed payloads: gzip, deflate (with or without its zlib header), Brotli and Zstandard. */
import * as zlib from 'node:zlib';
import type { DecoderName } from '../../shared/domain/decoders.ts';
import { DecodeFault, maxDecodedBytes, type Decoded } from './decoded.ts';
import { portableZstd } from './portable-zstd.ts';
import { damaged, tooMuch, type Unpacker } from './unpacker.ts';

export type Compression = Extract<DecoderName, 'gzip' | 'deflate' | 'brotli' | 'zstd'>;

/** Zstandard of this runtime, or the portable one: Node has it from 22.15 on, Electron 33 not yet. */
export function zstdOfRuntime(): Unpacker {
  // A named import would keep older runtimes from loading this file at all.
  return 'createZstdDecompress' in zlib ? unpackerOf(() => zlib.createZstdDecompress()) : portableZstd;
}

export async function decompress(
  decoder: Compression,
  bytes: Uint8Array,
  zstd: Unpacker = zstdOfRuntime(),
): Promise<Decoded> {
  try {
    const content = await unpackAll(decoder, bytes, unpackerFor(decoder, bytes, zstd));
    return { decoder, ok: true, content: { form: 'bytes', bytes: content } };
  } catch (thrown) {
    if (!(thrown instanceof DecodeFault)) throw thrown;
    return { decoder, ok: false, failure: { offset: thrown.offset, why: thrown.message } };
  }
}

function unpackerFor(decoder: Compression, bytes: Uint8Array, zstd: Unpacker): Unpacker {
  if (decoder === 'zstd') return zstd;
  if (decoder === 'gzip') return unpackerOf(() => zlib.createGunzip());
  if (decoder === 'brotli') return unpackerOf(() => zlib.createBrotliDecompress());
  return unpackerOf(() => (hasZlibHeader(bytes) ? zlib.createInflate() : zlib.createInflateRaw()));
}

/** RFC 1950, 2.2: method 8, a window of at most 32 KiB, and a check that makes both bytes a multiple of 31. */
export function hasZlibHeader(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes;
  return (method & 0x0f) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0;
}

/** Frame after frame, since zstd's unpacker stops after the first; of the others there is one. */
async function unpackAll(decoder: Compression, bytes: Uint8Array, unpack: Unpacker): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let at = 0;
  do {
    const unpacked = await unpack(bytes.subarray(at), maxDecodedBytes - size).catch((thrown: unknown) => {
      throw thrown instanceof DecodeFault ? new DecodeFault(at + thrown.offset, thrown.message) : thrown;
    });
    for (const chunk of unpacked.chunks) {
      chunks.push(chunk);
      size += chunk.length;
    }
    at += unpacked.taken;
    if (at < bytes.length && (decoder !== 'zstd' || unpacked.taken === 0))
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

type ZlibStream = ReturnType<typeof zlib.createGunzip | typeof zlib.createBrotliDecompress>;

const unpackerOf =
  (open: () => ZlibStream): Unpacker =>
  (bytes, room) =>
    new Promise((resolve, reject) => {
      const stream = open();
      const chunks: Uint8Array[] = [];
      let size = 0;
      stream.on('data', (chunk: Uint8Array) => {
        size += chunk.length;
        if (size > room) {
          reject(tooMuch(stream.bytesWritten));
          stream.destroy();
        } else chunks.push(chunk);
      });
      stream.on('error', (error: Error) => {
        reject(faultOf(error, stream.bytesWritten));
      });
      stream.on('end', () => {
        resolve({ taken: stream.bytesWritten, chunks });
      });
      stream.end(bytes);
    });

function faultOf(error: Error, taken: number): DecodeFault {
  const isShort = 'code' in error && error.code === 'Z_BUF_ERROR';
  return isShort
    ? new DecodeFault(taken, 'the compressed data ends too soon')
    : damaged(taken, error.message);
}
