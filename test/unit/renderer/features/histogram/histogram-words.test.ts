import { describe, expect, it } from 'vitest';
import {
  bucketWords,
  startWords,
  timeWords,
} from '../../../../../src/renderer/features/histogram/histogram-words.ts';

const from = Date.UTC(2026, 10, 23, 14, 2, 30);
const histogram = { from, stepMs: 10_000, starts: [0, 1204, 1204, 1205], troubled: [3, 0, 0] };

describe('a stretch of time in words', () => {
  it('names its span, its messages and those that went wrong', () => {
    expect(bucketWords(histogram, 0, 'utc')).toBe(
      '14:02:30 to 14:02:40, 1,204 messages, 3 of them redelivered or negative-acked',
    );
    expect(bucketWords(histogram, 1, 'utc')).toBe('14:02:40 to 14:02:50, 0 messages');
    expect(bucketWords({ ...histogram, troubled: null }, 2, 'utc')).toBe('14:02:50 to 14:03:00, 1 message');
  });

  it('is as fine as the stretches are, with the date where there are several', () => {
    expect(timeWords(from, { ...histogram, stepMs: 20 }, 'utc')).toBe('14:02:30.000');
    expect(timeWords(from, { ...histogram, stepMs: 12 * 3_600_000 }, 'utc')).toBe('2026-11-23 14:02:30');
    expect(timeWords(from, { ...histogram, stepMs: 86_400_000 }, 'utc')).toBe('2026-11-23');
  });

  it('begins on a day that is named once, unless it is today', () => {
    expect(startWords(histogram, 'utc', '2026-11-23')).toBe('14:02:30');
    expect(startWords(histogram, 'utc', '2026-11-26')).toBe('2026-11-23 14:02:30');
    expect(startWords({ ...histogram, stepMs: 86_400_000 }, 'utc', '2026-11-26')).toBe('2026-11-23');
  });
});
