import { describe, expect, it } from 'vitest';
import { imageTypeOf } from '../../../../src/shared/domain/image-type.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the type of an image', () => {
  it.each([
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['GIF89a', 'image/gif'],
    ['RIFF\x10\x00\x00\x00WEBPVP8 ', 'image/webp'],
    ['\x00\x00\x00\x1cftypavif', 'image/avif'],
  ])('is told by the first bytes', (beginning, type) => {
    expect(imageTypeOf(bytes(beginning))).toBe(type);
  });

  it.each(['<svg xmlns="http://www.w3.org/2000/svg">', '<html>', '\x89PN', ''])(
    'is none for %j',
    (beginning) => {
      expect(imageTypeOf(bytes(beginning))).toBeUndefined();
    },
  );
});
