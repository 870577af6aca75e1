import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decompress, type Compression } from '../../../../src/main/decode/decode-compressed.ts';
import { maxDecodedBytes } from '../../../../src/main/decode/decoded.ts';
import { portableZstd, windowBytes } from '../../../../src/main/decode/portable-zstd.ts';
import { bytesOf, failureOf, hex, utf8 } from './reading.ts';

const text = utf8('a stream of events, a stream of events, and then one more '.repeat(40));
const packed: Readonly<Record<Exclude<Compression, 'zstd'>, Uint8Array>> = {
  gzip: gzipSync(text),
  deflate: deflateSync(text),
  brotli: brotliCompressSync(text),
};
const names: readonly Exclude<Compression, 'zstd'>[] = ['gzip', 'deflate', 'brotli'];

/** As fast as can be: a bomb is made of zeroes anyway. */
function pack(name: Exclude<Compression, 'zstd'>, bytes: Uint8Array): Uint8Array {
  if (name === 'brotli')
    return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  return name === 'gzip' ? gzipSync(bytes, { level: 1 }) : deflateSync(bytes, { level: 1 });
}

/** "hello hello hello hello hello hello\n" by zstd 1.5 with its checksum. */
const zstdHello = hex('28b52ffd 0458 6d0000 38 68656c6c6f20 0a 01 00 b94b11 6b1f0867');

describe('compressed payloads', () => {
  it.each(names)('%s comes out as it went in', async (name) => {
    expect(bytesOf(await decompress(name, packed[name]))).toEqual(text);
  });

  it('deflate is read with its zlib header and without', async () => {
    expect(bytesOf(await decompress('deflate', deflateRawSync(text)))).toEqual(text);
  });

  it('gzip of several members is one text', async () => {
    const both = Buffer.concat([gzipSync(utf8('one ')), gzipSync(utf8('two'))]);
    expect(Buffer.from(bytesOf(await decompress('gzip', both))).toString()).toBe('one two');
  });

  it.each(names)('%s that ends too soon says so, with how far it was read', async (name) => {
    const half = packed[name].subarray(0, packed[name].length >> 1);
    expect(failureOf(await decompress(name, half))).toEqual({
      offset: half.length,
      why: 'the compressed data ends too soon',
    });
  });

  it('damage is named', async () => {
    const broken = Uint8Array.from(packed.gzip);
    broken.set([0xff, 0xff, 0xff], 12);
    expect(failureOf(await decompress('gzip', broken)).why).toMatch(/is damaged/);
  });

  it('bytes behind the end are named with their place', async () => {
    const { length } = packed.deflate;
    const failure = failureOf(await decompress('deflate', Buffer.concat([packed.deflate, utf8('more')])));
    expect(failure).toEqual({ offset: length, why: '4 bytes follow the end of the compressed data' });
  });

  it.each(names)('a bomb of %s is stopped at the bound, with words', async (name) => {
    const zeroes = Buffer.alloc(maxDecodedBytes + 1);
    const bomb = pack(name, zeroes);
    expect(bomb.length).toBeLessThan(zeroes.length / 200);
    expect(failureOf(await decompress(name, bomb)).why).toBe(
      'it unpacks to more than 64 MiB and was stopped there',
    );
  });
});

describe('Zstandard without help of the runtime', () => {
  it('is unpacked, several frames and a skippable one included', async () => {
    const hello = 'hello hello hello hello hello hello\n';
    const skippable = hex('502a4d18 03000000 010203');
    expect(Buffer.from(bytesOf(await decompress('zstd', zstdHello, portableZstd))).toString()).toBe(hello);
    const several = Buffer.concat([zstdHello, skippable, zstdHello]);
    expect(Buffer.from(bytesOf(await decompress('zstd', several, portableZstd))).toString()).toBe(
      hello + hello,
    );
  });

  it('says that it ends too soon, and that it is damaged', async () => {
    expect(failureOf(await decompress('zstd', zstdHello.subarray(0, 12), portableZstd)).why).toMatch(
      /too soon/,
    );
    expect(failureOf(await decompress('zstd', utf8('this is no zstd at all'), portableZstd)).why).toMatch(
      /damaged/,
    );
  });

  it('a bomb is stopped at the bound', async () => {
    // Blocks of one repeated byte: 4 bytes stand for 128 KiB each.
    const block = hex('020010 00');
    const blocks = Array.from({ length: 600 }, () => block);
    const bomb = Buffer.concat([hex('28b52ffd 00 58'), ...blocks]);
    expect(failureOf(await decompress('zstd', bomb, portableZstd)).why).toMatch(/more than 64 MiB/);
  });

  it('a frame that asks for gigabytes of memory gets none', async () => {
    const greedy = hex('28b52ffd 00 f8 010000');
    expect(windowBytes(greedy)).toBe(2 ** 41);
    expect(failureOf(await decompress('zstd', greedy, portableZstd)).why).toBe(
      'it asks for more memory than is given',
    );
  });
});
