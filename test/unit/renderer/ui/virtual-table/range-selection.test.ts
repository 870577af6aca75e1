import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRange,
  countSelected,
  isSelected,
  NO_ROWS,
  removeRange,
  selectRange,
  shiftSelection,
  toggleRow,
  type RangeSelection,
} from '../../../../../src/renderer/ui/virtual-table/range-selection.ts';

const LAST = 40;
const row = fc.integer({ min: 0, max: LAST });
const edits = fc.array(fc.record({ kind: fc.constantFrom('add', 'remove', 'toggle'), from: row, to: row }), {
  maxLength: 25,
});

const rowsOf = (selection: RangeSelection): readonly number[] =>
  Array.from({ length: LAST + 1 }, (_, index) => index).filter((index) => isSelected(selection, index));

describe('a selection of ranges', () => {
  it('selects ten million rows as one range', () => {
    const all = selectRange(0, 9_999_999);
    expect(all).toHaveLength(1);
    expect(countSelected(all)).toBe(10_000_000);
  });

  it('joins ranges that touch and splits one that is cut', () => {
    expect(addRange(addRange(NO_ROWS, 1, 3), 4, 6)).toEqual([{ first: 1, last: 6 }]);
    expect(removeRange([{ first: 1, last: 6 }], 3, 4)).toEqual([
      { first: 1, last: 2 },
      { first: 5, last: 6 },
    ]);
    expect(toggleRow([{ first: 5, last: 5 }], 5)).toEqual([]);
  });

  it('takes a range from either end', () => {
    expect(selectRange(9, 2)).toEqual([{ first: 2, last: 9 }]);
  });

  it('always agrees with a plain set of rows, and stays in order without touching ranges', () => {
    fc.assert(
      fc.property(edits, (steps) => {
        let selection: RangeSelection = NO_ROWS;
        const set = new Set<number>();
        for (const { kind, from, to } of steps) {
          const [low, high] = [Math.min(from, to), Math.max(from, to)];
          if (kind === 'toggle') {
            selection = toggleRow(selection, from);
            if (!set.delete(from)) set.add(from);
            continue;
          }
          selection = kind === 'add' ? addRange(selection, from, to) : removeRange(selection, from, to);
          for (let index = low; index <= high; index += 1) {
            if (kind === 'add') set.add(index);
            else set.delete(index);
          }
        }
        expect(rowsOf(selection)).toEqual([...set].sort((a, b) => a - b));
        expect(countSelected(selection)).toBe(set.size);
        selection.forEach(({ first, last }, place) => {
          expect(first).toBeLessThanOrEqual(last);
          const before = selection[place - 1];
          if (before !== undefined) expect(first).toBeGreaterThan(before.last + 1);
        });
      }),
    );
  });

  it('moves with rows that were dropped before it, and loses those that are gone', () => {
    const selection = [
      { first: 2, last: 4 },
      { first: 8, last: 12 },
    ];
    expect(shiftSelection(selection, 3, 100)).toEqual([
      { first: 0, last: 1 },
      { first: 5, last: 9 },
    ]);
    expect(shiftSelection(selection, 0, 10)).toEqual([
      { first: 2, last: 4 },
      { first: 8, last: 9 },
    ]);
    expect(shiftSelection(selection, 50, 100)).toEqual([]);
  });
});
