import { describe, expect, it } from 'vitest';
import { previewOf } from '../../../../../src/main/store/worker/preview.ts';

describe('the preview of a payload', () => {
  it('is its text on one line', () => {
    const text = Buffer.from('{\n  "a": 1\n}');
    expect(previewOf(text, text.length, 'json')).toEqual({ text: '{ "a": 1 }', isCut: false });
  });

  it('shows control characters instead of hiding them', () => {
    expect(previewOf(Buffer.from('a\0b\x7f'), 4, 'text').text).toBe('a␀b␡');
  });

  it('never splits a character', () => {
    const text = Buffer.from(`${'x'.repeat(199)}😀😀`);
    const preview = previewOf(text, text.length, 'text');
    expect(preview).toEqual({ text: 'x'.repeat(199), isCut: true });
    expect(preview.text.endsWith('\ud83d')).toBe(false);
  });

  it('says that it is cut when only the head of a large payload is known', () => {
    expect(previewOf(Buffer.from('x'.repeat(150)), 10_000, 'text').isCut).toBe(true);
  });

  it('is hexadecimal for bytes', () => {
    expect(previewOf(Buffer.from([0x1f, 0x8b, 0]), 3, 'gzip')).toEqual({ text: '1f 8b 00', isCut: false });
  });
});
