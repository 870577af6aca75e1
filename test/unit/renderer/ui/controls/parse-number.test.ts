import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../../../src/renderer/ui/controls/parse-number.ts';

const bounds = { min: -10, max: 10_000, integer: false };

describe('a number as typed', () => {
  it.each([
    ['12.5', 12.5],
    [' 7 ', 7],
    ['-0.5', -0.5],
    ['1,204', 1204],
    ['1 204', 1204],
    ['1e3', 1000],
    ['.5', 0.5],
  ])('%j is %d', (text, value) => {
    expect(parseNumber(text, bounds)).toEqual({ ok: true, value });
  });

  it.each(['', 'abc', '1,2', '0x10', '1.2.3', 'Infinity', '--1'])('%j is none', (text) => {
    expect(parseNumber(text, bounds)).toEqual({ ok: false, reason: 'Write a number, for example 12.5.' });
  });

  it('is refused out of bounds, with the bound', () => {
    expect(parseNumber('-11', bounds)).toEqual({ ok: false, reason: 'At least -10.' });
    expect(parseNumber('10001', bounds)).toEqual({ ok: false, reason: 'At most 10000.' });
    expect(parseNumber('1e999', bounds)).toEqual({ ok: false, reason: 'That number is too large.' });
  });

  it('must be whole where a whole one is wanted', () => {
    expect(parseNumber('1.5', { ...bounds, integer: true })).toEqual({
      ok: false,
      reason: 'Write a whole number.',
    });
  });
});
