import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterEnvironment } from '../../../../../src/shared/domain/filter/filter-language.ts';
import { quickTestOf } from '../../../../../src/shared/domain/filter/quick-test.ts';
import { RowScope } from '../../../../../src/shared/domain/filter/row-scope.ts';
import { anyFilterText, anyRow, rowOf } from './filter-rows.ts';

const environment = filterEnvironment('lenient');

function librarySays(source: string, scope: RowScope): unknown {
  try {
    const result: unknown = environment.parse(source)(scope);
    return typeof result === 'boolean' ? (result ? 'match' : 'no-match') : 'failed';
  } catch {
    return 'failed';
  }
}

describe('the closures for common tests', () => {
  it('say what the language says, of every row', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyFilterText, anyRow, (text, row) => {
        const source = text.replaceAll('matches', 'matchRe');
        const program = environment.parse(source);
        fc.pre(program.check().valid);
        const quick = quickTestOf(program.ast);
        if (quick === undefined) return;
        compared += 1;
        expect(quick(new RowScope(row))).toBe(librarySays(source, new RowScope(row)));
      }),
      { numRuns: 5_000 },
    );
    expect(compared).toBeGreaterThan(1_000);
  });

  it.each([
    ['value.id == 9007199254740993', true],
    ['value.id == 9007199254740992', false],
    ['value.id > 9007199254740992.0', true],
    ['value.half == 5', false],
  ])('keep integers apart that a double cannot hold: %s', (source, expected) => {
    const program = environment.parse(source);
    program.check();
    const scope = new RowScope(rowOf({ text: '{"id": 9007199254740993, "half": 5.5}' }));
    expect(quickTestOf(program.ast)?.(scope)).toBe(expected ? 'match' : 'no-match');
    expect(librarySays(source, scope)).toBe(expected ? 'match' : 'no-match');
  });
});
