import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../../../src/shared/domain/filter/compile-filter.ts';
import type { FilterRow } from '../../../../../src/shared/domain/filter/filter-row.ts';
import { anyFilterText, anyRow } from './filter-rows.ts';

const compiled = (text: string) => {
  const compilation = compileFilter(text);
  if (!compilation.ok) throw new Error(compilation.error.message);
  return compilation.filter;
};

describe('a filter that only marked messages can match', () => {
  it.each([
    'marked',
    'marked && key == "a"',
    'size > 3 && (marked || comment != "")',
    'comment.contains("bug")',
    '"seen" == comment',
    'comment.startsWith("x") && value.a > 1',
  ])('is known from its text: %s', (text) => {
    expect(compiled(text)).toMatchObject({ matchesMarkedOnly: true, usesMarks: true });
  });

  it.each(['!marked', 'marked || key == "a"', 'comment == ""', 'comment.contains("")', 'comment != "done"'])(
    'is not one that may match others too: %s',
    (text) => {
      expect(compiled(text)).toMatchObject({ matchesMarkedOnly: false, usesMarks: true });
    },
  );

  it('never matches a message without mark and comment', () => {
    const asking = fc
      .tuple(
        fc.constantFrom('marked', 'comment != ""', 'comment.contains("a")', 'comment == "ab"'),
        fc.constantFrom('&&', '||'),
        anyFilterText,
      )
      .map(([mark, word, other]) => `(${mark}) ${word} (${other})`);
    fc.assert(
      fc.property(asking, anyRow, (text, row) => {
        const compilation = compileFilter(text);
        fc.pre(compilation.ok && compilation.filter.matchesMarkedOnly);
        const unmarked: FilterRow = { ...row, marked: false, comment: '' };
        expect(compilation.ok && compilation.filter.test(unmarked)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
