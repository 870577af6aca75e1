import { describe, expect, it } from 'vitest';
import { matchWords, problemWords } from '../../../../../src/renderer/features/filter/filter-words.ts';

const standing = { count: 3118, scanned: 5000, left: 0, isPaused: false, isComplete: true };

describe('how a filtered list stands', () => {
  it('is its count once everything was looked at', () => {
    expect(matchWords(standing)).toBe('3,118 match');
    expect(matchWords({ ...standing, count: 1 })).toBe('1 matches');
  });

  it('says how much was looked at until then', () => {
    expect(matchWords({ ...standing, left: 5000, isComplete: false })).toBe('3,118 match · 50 %');
  });

  it('says that it was stopped, and where', () => {
    expect(matchWords({ ...standing, left: 15_000, isComplete: false, isPaused: true })).toBe(
      '3,118 match · stopped at 25 %',
    );
  });

  it('does not go back to a share when a few new rows arrive', () => {
    expect(matchWords({ ...standing, left: 2 })).toBe('3,118 match');
  });
});

describe('what is wrong with a filter', () => {
  it('names the line only where there are several', () => {
    const problem = { message: 'The expression ends too soon.', from: 0, to: 1, column: 5 };
    expect(problemWords({ ...problem, line: 1 })).toBe('Column 5: The expression ends too soon.');
    expect(problemWords({ ...problem, line: 2 })).toBe('Line 2, column 5: The expression ends too soon.');
  });
});
