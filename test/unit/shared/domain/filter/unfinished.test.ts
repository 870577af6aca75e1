import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../../../src/shared/domain/filter/compile-filter.ts';
import { isUnfinished } from '../../../../../src/shared/domain/filter/unfinished.ts';

/** The cursor stands at the bar. */
function unfinished(marked: string): boolean {
  const text = marked.replace('|', '');
  const compilation = compileFilter(text);
  if (compilation.ok) throw new Error(`${text} is no mistake.`);
  return isUnfinished(text, marked.indexOf('|'), compilation.error);
}

describe('a mistake in a filter that is being typed', () => {
  it.each([
    'val|',
    'key|',
    'value.|',
    'value.total >|',
    'value.total > |',
    'size > 3 && k|',
    'key == val|',
    'key == "cust|',
    'key.startsW|',
    'va| && size > 3',
  ])('may only be unfinished: %s', (marked) => {
    expect(unfinished(marked)).toBe(true);
  });

  it.each([
    'nonsense == 3|',
    'nonsense| = 3 > 4',
    'nonsense |',
    '|nonsense',
    'key == 42|',
    'nonsense && k|',
    'size = 3|',
    'size > 3)|',
  ])('stays one when what was typed is finished: %s', (marked) => {
    expect(unfinished(marked)).toBe(false);
  });
});
