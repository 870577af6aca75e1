import { describe, expect, it } from 'vitest';
import {
  asciiOf,
  bytesAsHex,
  hexOf,
  offsetText,
  readingsAt,
  rowBytesFor,
  rowCount,
} from '../../../../../src/renderer/ui/hex-view/hex-rows.ts';

describe('bytes as text', () => {
  it('are two digits each, and a character where there is one to print', () => {
    expect([0, 15, 255].map(hexOf)).toEqual(['00', '0f', 'ff']);
    expect([0x1f, 0x20, 0x41, 0x7e, 0x7f, 0x80].map(asciiOf)).toEqual(['·', ' ', 'A', '~', '·', '·']);
  });

  it('have offsets as wide as the last one', () => {
    expect(offsetText(16, 100)).toBe('0010');
    expect(offsetText(16, 0x1_0001)).toBe('00010');
  });

  it('fill rows of sixteen, or of eight where there is little room', () => {
    expect(rowCount(17, 16)).toBe(2);
    expect(rowCount(17, 8)).toBe(3);
    expect(rowBytesFor(340)).toBe(8);
    expect(rowBytesFor(900)).toBe(16);
  });

  it('are copied with both ends', () => {
    expect(bytesAsHex(new Uint8Array([1, 2, 3, 4]), { first: 1, last: 2 })).toBe('02 03');
  });

  it('read as numbers only where enough are left, also in a view into a larger buffer', () => {
    const bytes = new Uint8Array([9, 9, 0, 0, 0, 1]).subarray(2);
    expect(Object.fromEntries(readingsAt(bytes, 0))).toEqual({
      u8: '0',
      i8: '0',
      u16: '0',
      u32: '1',
    });
    expect(Object.fromEntries(readingsAt(bytes, 3))).toEqual({ u8: '1', i8: '1' });
  });
});
