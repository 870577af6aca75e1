import { describe, expect, it } from 'vitest';
import type { RowCell } from '../../../src/shared/contract/schemas/row-extras.ts';
import { NumberColumns } from '../../../src/renderer/state/number-columns.svelte.ts';

const row = (kind: RowCell['kind']) => ({ cells: new Map([['total', { kind, text: '', isCut: false }]]) });

describe('which columns of fields hold numbers', () => {
  it('those whose every value read so far is one; what is missing or null says nothing', () => {
    const numbers = new NumberColumns();
    numbers.learn([row('missing'), row('null'), row('tooLarge')]);
    expect(numbers.has('total')).toBe(false);
    numbers.learn([row('number'), row('missing')]);
    expect(numbers.has('total')).toBe(true);
  });

  it('a column with a word in it is one of words, and stays one', () => {
    const numbers = new NumberColumns();
    numbers.learn([row('number'), row('string'), row('number')]);
    expect(numbers.has('total')).toBe(false);
    numbers.learn([row('number')]);
    expect(numbers.has('total')).toBe(false);
  });
});
