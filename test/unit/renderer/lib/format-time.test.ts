import { describe, expect, it } from 'vitest';
import {
  formatDate,
  formatDelta,
  formatDurationShort,
  formatInstant,
  formatMoment,
  formatRelative,
  formatTime,
  formatZone,
} from '../../../../src/renderer/lib/format-time.ts';

const instant = Date.UTC(2026, 10, 23, 14, 2, 53, 913);

describe('times', () => {
  it('have milliseconds and a named zone', () => {
    expect(formatTime(instant, 'utc')).toBe('14:02:53.913');
    expect(formatDate(instant, 'utc')).toBe('2026-11-23');
    expect(formatInstant(instant, 'utc')).toBe('2026-11-23 14:02:53.913 UTC');
    expect(formatZone('local', instant)).toMatch(/^UTC[+-]\d\d:\d\d$/);
  });

  it('are a clock alone on the day of the reader, and have their date on any other', () => {
    expect(formatMoment(instant, instant + 3_600_000, 'utc')).toBe('14:02:53');
    expect(formatMoment(instant, instant + 86_400_000, 'utc')).toBe('2026-11-23 14:02:53');
    expect(formatMoment(Number.NaN, instant)).toBe('—');
  });

  it('are a dash when there is none, or one beyond the calendar', () => {
    expect(formatTime(Number.NaN)).toBe('—');
    expect(formatInstant(9e15, 'utc')).toBe('—');
  });

  it.each([
    [100, '+0.10 s'],
    [-2400, '-2.40 s'],
    [185_000, '+3 m 05 s'],
    [7_440_000, '+2 h 04 m'],
    [262_800_000, '+3 d 1 h'],
    [59_999, '+1 m 00 s'],
  ])('are %d ms apart: %s', (delta, text) => {
    expect(formatDelta(delta)).toBe(text);
  });

  it('last from tenths of a millisecond to days', () => {
    expect([3.14, 812.3, 999.7, 4210, 793_800_000].map(formatDurationShort)).toEqual([
      '3.1 ms',
      '812 ms',
      '1.00 s',
      '4.21 s',
      '9 d 4 h',
    ]);
  });

  it('are so long ago, or ahead', () => {
    const now = instant;
    expect(
      [now, now - 12_000, now - 300_000, now - 10_800_000, now - 800_000_000, now + 300_000].map((at) =>
        formatRelative(at, now),
      ),
    ).toEqual(['just now', '12 s ago', '5 min ago', '3 h ago', '9 d ago', 'in 5 min']);
  });
});
