/** A selection of rows as ranges: all of ten million rows is one range, never ten million ids. */

/** Rows first to last, both included. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Disjoint, never touching, ascending. */
export type RangeSelection = readonly RowRange[];

export const NO_ROWS: RangeSelection = [];

const rangeOf = (a: number, b: number): RowRange => (a <= b ? { first: a, last: b } : { first: b, last: a });

export const selectRange = (from: number, to: number): RangeSelection => [rangeOf(from, to)];

export const countSelected = (selection: RangeSelection): number =>
  selection.reduce((sum, { first, last }) => sum + last - first + 1, 0);

export const isSelected = (selection: RangeSelection, index: number): boolean => {
  let low = 0;
  let high = selection.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = selection[middle];
    if (range === undefined) return false;
    if (index < range.first) high = middle - 1;
    else if (index > range.last) low = middle + 1;
    else return true;
  }
  return false;
};

export const addRange = (selection: RangeSelection, from: number, to: number): RangeSelection => {
  let { first, last } = rangeOf(from, to);
  const before: RowRange[] = [];
  const after: RowRange[] = [];
  for (const range of selection) {
    if (range.last < first - 1) before.push(range);
    else if (range.first > last + 1) after.push(range);
    else {
      first = Math.min(first, range.first);
      last = Math.max(last, range.last);
    }
  }
  return [...before, { first, last }, ...after];
};

export const removeRange = (selection: RangeSelection, from: number, to: number): RangeSelection => {
  const { first, last } = rangeOf(from, to);
  return selection.flatMap((range) => {
    if (range.last < first || range.first > last) return [range];
    const rest: RowRange[] = [];
    if (range.first < first) rest.push({ first: range.first, last: first - 1 });
    if (range.last > last) rest.push({ first: last + 1, last: range.last });
    return rest;
  });
};

export const toggleRow = (selection: RangeSelection, index: number): RangeSelection =>
  isSelected(selection, index) ? removeRange(selection, index, index) : addRange(selection, index, index);

/** The selection after `dropped` rows vanished at the beginning and only `count` are left. */
export const shiftSelection = (selection: RangeSelection, dropped: number, count: number): RangeSelection =>
  selection.flatMap(({ first, last }) => {
    const from = Math.max(0, first - dropped);
    const to = Math.min(count - 1, last - dropped);
    return to < from ? [] : [{ first: from, last: to }];
  });
