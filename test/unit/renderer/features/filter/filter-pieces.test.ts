import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterPieces } from '../../../../../src/renderer/features/filter/filter-pieces.ts';
import { filterErrorAt } from '../../../../../src/shared/domain/filter/filter-error.ts';

describe('the coloured pieces of a filter', () => {
  it('tell fields, operators and values apart', () => {
    expect(filterPieces('key == "a"', undefined).map(({ kind, text }) => [kind, text])).toEqual([
      ['field', 'key'],
      ['blank', ' '],
      ['operator', '=='],
      ['blank', ' '],
      ['string', '"a"'],
    ]);
  });

  it('underline the mistake alone, also within a piece', () => {
    const problem = filterErrorAt('size > abcdef', 9, 11, 'so');
    const wrong = filterPieces('size > abcdef', problem).filter(({ isWrong }) => isWrong);
    expect(wrong.map(({ text }) => text)).toEqual(['cd']);
  });

  it('make up the whole text again, whatever it is and wherever the mistake', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (text, from, length) => {
        const problem = filterErrorAt(text, from, from + length, '');
        expect(
          filterPieces(text, problem)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
