import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTextOf } from '../../../../src/main/store/worker/match-text.ts';
import {
  maxQueryLength,
  parseSearchQuery,
  requiredWords,
} from '../../../../src/shared/domain/search-query.ts';

const matchOf = (text: string): string => {
  const parsing = parseSearchQuery(text);
  return parsing.ok ? matchTextOf(parsing.query) : `${parsing.at}: ${parsing.message}`;
};

describe('a search query', () => {
  it.each([
    ['order', '"order"'],
    ['order failed', '("order" AND "failed")'],
    ['"order failed"', '"order failed"'],
    ['ord*', '"ord" *'],
    ['key:42 OR body:"a b"', '(key : "42" OR body : "a b")'],
    ['a AND (b OR c)', '("a" AND ("b" OR "c"))'],
    ['a -b NOT c', '(("a") NOT ("b" OR "c"))'],
    ['t-400', '"t-400"'],
    ['near(a', '4: This parenthesis is not closed.'],
    ['', '0: A word to look for is missing here.'],
    ['NOT a', '0: A word to look for is missing here.'],
    ['a OR', '4: A word to look for is missing here.'],
    ['a AND', '2: AND stands between two words.'],
    ['"a', '0: This quotation mark is not closed.'],
    ['a)', '1: This parenthesis closes nothing.'],
    ['*', '0: A word to look for is missing here.'],
  ])('%j means %s', (text, match) => {
    expect(matchOf(text)).toBe(match);
  });

  it('knows the words that every hit must hold', () => {
    const parsing = parseSearchQuery('Alpha "b c" -d (e OR f) naïve');
    expect(parsing.ok ? requiredWords(parsing.query) : []).toEqual(['alpha', 'b', 'c']);
  });

  it('is parsed or refused with a place inside it, whatever is typed', () => {
    const piece = fc.constantFrom('a', '"', '(', ')', '-', '*', ' ', 'OR', 'AND', 'NOT', 'key:', ':');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const parsing = parseSearchQuery(text);
          if (!parsing.ok) expect(parsing.at).toBeLessThanOrEqual(text.length);
        },
      ),
    );
    expect(parseSearchQuery('('.repeat(500)).ok).toBe(false);
    expect(parseSearchQuery('a'.repeat(maxQueryLength + 1)).ok).toBe(false);
  });
});
