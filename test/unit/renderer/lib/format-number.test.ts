import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatInteger,
  formatPercent,
  formatRate,
  formatShort,
} from '../../../../src/renderer/lib/format-number.ts';

describe('numbers', () => {
  it('are grouped and never abbreviated as counts', () => {
    expect(formatInteger(1_204_331)).toBe('1,204,331');
    expect(formatInteger(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993');
    expect(formatInteger(Number.NaN)).toBe('—');
    expect([0, 1, 1204].map((count) => formatCount(count, 'message'))).toEqual([
      '0 messages',
      '1 message',
      '1,204 messages',
    ]);
    expect(formatCount(2, 'entry', 'entries')).toBe('2 entries');
  });

  it('are abbreviated from ten thousand on where room is scarce', () => {
    expect([0, 1204, 9999, 12_900, 999_499, 999_500, 1_499_999].map(formatShort)).toEqual([
      '0',
      '1,204',
      '9,999',
      '13k',
      '999k',
      '1.0M',
      '1.5M',
    ]);
  });

  it.each([
    [0, '0 B'],
    [287, '287 B'],
    [1023, '1,023 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [1_048_575, '1 MiB'],
    [1_048_576, '1 MiB'],
    [5_368_709_120, '5 GiB'],
    [-1, '—'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [0, '0/s'],
    [0.001, '<0.01/s'],
    [0.42, '0.42/s'],
    [2.04, '2/s'],
    [9.96, '10/s'],
    [96.2, '96/s'],
    [812, '812/s'],
    [999.6, '1.0k/s'],
    [5012, '5.0k/s'],
    [48_200, '48k/s'],
    [1_500_000, '1.5M/s'],
    [Number.NaN, '—'],
  ])('%d a second is %s', (rate, text) => {
    expect(formatRate(rate)).toBe(text);
  });

  it('say 100 % and 0 % only when it is exactly so', () => {
    expect([1, 0.9999, 0.5, 0.0001, 0].map(formatPercent)).toEqual(['100 %', '>99 %', '50 %', '<1 %', '0 %']);
  });
});
