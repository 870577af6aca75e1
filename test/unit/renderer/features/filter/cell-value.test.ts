import { describe, expect, it } from 'vitest';
import { cellValue } from '../../../../../src/renderer/features/filter/cell-value.ts';
import type { MessageRow } from '../../../../../src/renderer/state/message-rows.ts';
import type { RowCell } from '../../../../../src/shared/contract/schemas/row-extras.ts';
import { message } from '../../../../component/features/sample-data.ts';

const column = 'value:["order","total"]';
const row = (cell?: RowCell): MessageRow => ({
  ...message(3, { ledger: '9007199254740993', brokerRedeliveries: 2 }),
  deltaMs: null,
  before: undefined,
  cells: new Map(cell === undefined ? [] : [[column, cell]]),
  rule: undefined,
});

describe('what a filter calls the value in a cell', () => {
  it.each([
    ['key', 'key', 'cust-3'],
    ['state', 'state', 'seen'],
    ['redeliveries', 'redeliveries', 2],
    ['partition', 'partition', -1],
    ['position', 'ledger', 9007199254740993n],
    ['value', 'kind', 'json'],
  ])('of the column %s is %s', (id, field, value) => {
    expect(cellValue(row(), id)).toEqual({ path: { field, steps: [] }, value });
  });

  it.each<[RowCell, unknown]>([
    [{ kind: 'string', text: '42', isCut: false }, '42'],
    [{ kind: 'number', text: '42', isCut: false }, 42],
    [{ kind: 'number', text: '9007199254740993', isCut: false }, 9007199254740993n],
    [{ kind: 'boolean', text: 'false', isCut: false }, false],
    [{ kind: 'null', text: 'null', isCut: false }, null],
  ])('of a field %j keeps its kind and every digit', (cell, value) => {
    expect(cellValue(row(cell), column)).toEqual({
      path: { field: 'value', steps: ['order', 'total'] },
      value,
    });
  });

  it.each<RowCell>([
    { kind: 'string', text: 'half of it', isCut: true },
    { kind: 'missing', text: '', isCut: false },
    { kind: 'tooLarge', text: '', isCut: false },
    { kind: 'object', text: '{}', isCut: false },
  ])('is nothing for a field of which %j is shown', (cell) => {
    expect(cellValue(row(cell), column)).toBeUndefined();
  });

  it.each([null, 'seq', 'delta', 'published', 'value:nonsense'])('is nothing for %s', (id) => {
    expect(cellValue(row(), id)).toBeUndefined();
  });
});
