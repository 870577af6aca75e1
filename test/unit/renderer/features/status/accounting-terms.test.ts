import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountingTerms } from '../../../../../src/renderer/features/status/accounting-terms.ts';

describe('the accounting in the status bar', () => {
  it('names stored alone while nothing else happened', () => {
    expect(accountingTerms({ received: 5, stored: 5, redelivered: 0, refused: 0, pending: 0 })).toEqual([
      { name: 'stored', words: 'stored', count: 5 },
    ]);
  });

  it('says of messages that came before only that they are stored', () => {
    const accounting = { received: 3, stored: 2, redelivered: 1, refused: 0, pending: 0 };
    expect(accountingTerms(accounting).map(({ words }) => words)).toEqual(['stored', 'already stored']);
  });

  it('shows terms that add up to what the four counters add up to', () => {
    const count = fc.nat();
    fc.assert(
      fc.property(count, count, count, count, (stored, redelivered, refused, pending) => {
        const received = stored + redelivered + refused + pending;
        const terms = accountingTerms({ received, stored, redelivered, refused, pending });
        expect(terms.reduce((sum, term) => sum + term.count, 0)).toBe(received);
      }),
    );
  });
});
