import { describe, expect, it } from 'vitest';
import { payloadKindOf } from '../../../../src/shared/domain/payload-kind.ts';

describe('the kind of a payload', () => {
  it.each([
    ['', 'empty'],
    ['{"a":1}', 'json'],
    [' [1]\n', 'json'],
    ['{broken', 'text'],
    ['héllo\tworld', 'text'],
    ['   ', 'text'],
    ['a\0b', 'binary'],
  ])('of the text %j is %s', (text, kind) => {
    expect(payloadKindOf(new TextEncoder().encode(text))).toBe(kind);
  });

  it.each([
    [[0x1f, 0x8b, 8], 'gzip'],
    [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1], 'image'],
    [[0xff, 0xd8, 0xff, 0xe0], 'image'],
    [[0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50], 'image'],
    [[0xc3, 0x28], 'binary'],
    [[0xed], 'binary'],
  ])('of the bytes %j is %s', (bytes, kind) => {
    expect(payloadKindOf(Uint8Array.from(bytes))).toBe(kind);
  });

  it('forgives a character cut by the end of the glance', () => {
    expect(payloadKindOf(new TextEncoder().encode(`${'x'.repeat(255)}é more`))).toBe('text');
  });
});
