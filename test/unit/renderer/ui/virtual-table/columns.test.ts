import { describe, expect, it } from 'vitest';
import {
  columnTemplate,
  fitColumns,
  moveColumn,
  resizeColumn,
  setColumnHidden,
  stepColumn,
  tableWidth,
  type TableColumn,
} from '../../../../../src/renderer/ui/virtual-table/columns.ts';

const columns: readonly TableColumn[] = [
  { id: 'a', title: 'A', width: 100 },
  { id: 'b', title: 'B', width: 80, hidden: true },
  { id: 'c', title: 'C', width: 60, minWidth: 50 },
  { id: 'd', title: 'D', width: 200, grow: true },
];
const ids = (of: readonly TableColumn[]): string => of.map(({ id }) => id).join('');

describe('table columns where there is little room', () => {
  const wide: readonly TableColumn[] = [
    { id: 'a', title: 'A', width: 100, yields: 2 },
    { id: 'b', title: 'B', width: 100 },
    { id: 'c', title: 'C', width: 100, yields: 1 },
    { id: 'd', title: 'D', width: 100, grow: true },
  ];

  it('are all there while they fit, edges included', () => {
    expect(ids(fitColumns(wide, 424))).toBe('abcd');
  });

  it('leave in their order, the lowest figure first', () => {
    expect(ids(fitColumns(wide, 423))).toBe('abd');
    expect(ids(fitColumns(wide, 300))).toBe('bd');
  });

  it('that grow give of their width before the table scrolls, and no other does', () => {
    expect(fitColumns(wide, 210).map(({ width }) => width)).toEqual([100, 86]);
    expect(fitColumns(wide, 100).map(({ width }) => width)).toEqual([100, 60]);
  });

  it('stay when none yields: the table scrolls', () => {
    expect(ids(fitColumns(wide, 10))).toBe('bd');
    expect(ids(fitColumns([{ id: 'a', title: 'A', width: 100, yields: 1 }], 10))).toBe('a');
  });
});

describe('table columns', () => {
  it('are laid out without the hidden ones, the growing one taking the rest', () => {
    expect(columnTemplate(columns)).toBe('100px 60px minmax(200px, 1fr)');
    expect(tableWidth(columns)).toBe(384);
  });

  it('never get narrower than they may', () => {
    expect(resizeColumn(columns, 'c', 10)[2]?.width).toBe(50);
    expect(resizeColumn(columns, 'a', 10)[0]?.width).toBe(36);
    expect(resizeColumn(columns, 'a', 133.4)[0]?.width).toBe(133);
  });

  it('move to the place of another, in either direction', () => {
    expect(ids(moveColumn(columns, 'a', 'c'))).toBe('bcad');
    expect(ids(moveColumn(columns, 'd', 'a'))).toBe('dabc');
    expect(moveColumn(columns, 'a', 'nowhere')).toBe(columns);
  });

  it('step past the neighbour that is seen', () => {
    expect(ids(stepColumn(columns, 'a', 1))).toBe('bcad');
    expect(stepColumn(columns, 'd', 1)).toBe(columns);
  });

  it('are never all hidden', () => {
    const one = setColumnHidden(setColumnHidden(columns, 'a', true), 'c', true);
    expect(setColumnHidden(one, 'd', true)).toBe(one);
    expect(setColumnHidden(one, 'b', false)[1]?.hidden).toBe(false);
  });
});
