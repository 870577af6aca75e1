import { describe, expect, it } from 'vitest';
import { parseOffset } from '../../../../../src/renderer/ui/hex-view/parse-offset.ts';

describe('an offset as it is typed', () => {
  it('is decimal when it is digits alone', () => {
    expect(['0', '16', ' 1,024 '].map(parseOffset)).toEqual([0, 16, 1024]);
  });

  it('is hexadecimal with 0x, with letters, or padded as the view writes offsets', () => {
    expect(['0x10', '0XfF', '1f', 'beef', '0010', '00ff'].map(parseOffset)).toEqual([
      16, 255, 31, 0xbeef, 16, 255,
    ]);
  });

  it('is nothing when it is neither', () => {
    expect(['', '-1', '0x', 'offset', '1.5', '12h'].map(parseOffset)).toEqual(Array(6).fill(undefined));
  });
});
