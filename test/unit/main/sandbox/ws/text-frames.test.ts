import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { TextFrames } from '../../../../../src/main/sandbox/ws/text-frames.ts';

/** Reads unmasked frames back (RFC 6455 section 5.2). */
function readFrames(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes[at]).toBe(0x81);
    const short = bytes.readUInt8(at + 1);
    const header = short === 126 ? 4 : short === 127 ? 10 : 2;
    const length =
      short === 126
        ? bytes.readUInt16BE(at + 2)
        : short === 127
          ? Number(bytes.readBigUInt64BE(at + 2))
          : short;
    texts.push(bytes.toString('utf8', at + header, at + header + length));
    at += header + length;
  }
  return texts;
}

function writeFrames(texts: readonly string[]): { bytes: Buffer; writes: number } {
  const chunks: Buffer[] = [];
  const frames = new TextFrames((chunk) => chunks.push(chunk));
  for (const text of texts) frames.append(text);
  frames.flush();
  return { bytes: Buffer.concat(chunks), writes: chunks.length };
}

describe('text frames', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000])('of %i bytes are readable', (length) => {
    const text = 'x'.repeat(length);
    expect(readFrames(writeFrames([text]).bytes)).toEqual([text]);
  });

  it('whose bytes outnumber their characters get the right header', () => {
    const texts = ['é'.repeat(100), '🚲'.repeat(60), '中'.repeat(30_000)];
    expect(readFrames(writeFrames(texts).bytes)).toEqual(texts);
  });

  it('leave in few writes', () => {
    const { writes } = writeFrames(Array.from({ length: 100 }, () => 'x'.repeat(300)));
    expect(writes).toBeLessThanOrEqual(3);
  });

  it('come back as they were written, whatever the texts', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
        expect(readFrames(writeFrames(texts).bytes)).toEqual(texts);
      }),
    );
  });
});
