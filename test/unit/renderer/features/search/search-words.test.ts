import { describe, expect, it } from 'vitest';
import { coverageWords } from '../../../../../src/renderer/features/search/search-words.ts';

const at = (text: string): number => Date.parse(`2026-11-23T${text}Z`);
const coverage = {
  stored: 1_204_331,
  indexed: 1_204_331,
  scanned: 0,
  oldestAt: at('09:12:07'),
  newestAt: at('14:40:31'),
};

describe('what a search has looked at', () => {
  it('is said with how much is stored and the time it spans', () => {
    expect(coverageWords(coverage, 1_204_331, 'utc', '2026-11-23')).toBe(
      '1,204,331 of 1,204,331 stored messages, 09:12 to 14:40',
    );
  });

  it('names the days when there is more than one', () => {
    const since = { ...coverage, oldestAt: at('09:12:07') - 86_400_000 };
    expect(coverageWords(since, 7, 'utc', '2026-11-23')).toBe(
      '7 of 1,204,331 stored messages, 2026-11-22 09:12 to 2026-11-23 14:40',
    );
  });

  it('tells the seconds of a short span, whose ends would else read alike', () => {
    const short = { ...coverage, oldestAt: at('14:40:02') };
    expect(coverageWords(short, 7, 'utc', '2026-11-23')).toMatch(/, 14:40:02 to 14:40:31$/);
  });

  it('names the day once when it is one of the past', () => {
    expect(coverageWords(coverage, 7, 'utc', '2026-11-26')).toBe(
      '7 of 1,204,331 stored messages, 2026-11-23 09:12 to 14:40',
    );
  });

  it('has no times when nothing is stored', () => {
    const nothing = { ...coverage, stored: 0, oldestAt: null, newestAt: null };
    expect(coverageWords(nothing, 0, 'utc', '2026-11-23')).toBe('0 of 0 stored messages');
  });
});
