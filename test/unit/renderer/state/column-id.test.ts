import { describe, expect, it } from 'vitest';
import {
  columnIdOf,
  fieldOfColumn,
  fieldOfPath,
  fieldTitle,
} from '../../../../src/renderer/state/column-id.ts';
import type { RowField } from '../../../../src/shared/contract/schemas/row-extras.ts';
import { parsePath } from '../../../../src/shared/domain/filter/parse-path.ts';

describe('the id of a column that shows a field', () => {
  it.each<RowField>([
    { source: 'property', name: 'x-region: a' },
    { source: 'value', path: ['order', 'lines', 0, 'a"b'] },
  ])('says which field it shows: %j', (field) => {
    expect(fieldOfColumn(columnIdOf(field))).toEqual(field);
  });

  it.each(['key', 'value', 'value:', 'value:{}', 'value:[]', 'property:', 'producer:x'])(
    'is none for %s',
    (id) => {
      expect(fieldOfColumn(id)).toBeUndefined();
    },
  );
});

describe('a typed path', () => {
  it.each([
    ['value.order.total', { source: 'value', path: ['order', 'total'] }],
    ['value.lines[0]["a b"]', { source: 'value', path: ['lines', 0, 'a b'] }],
    ['properties["x-region"]', { source: 'property', name: 'x-region' }],
  ])('%s is a field', (text, field) => {
    const path = parsePath(text);
    const found = path && fieldOfPath(path);
    expect(found).toEqual(field);
    expect(found && fieldTitle(found)).toBe(text);
  });

  it.each(['', 'value', 'key', 'value.a +', 'value.a == 1', 'orders.total', 'properties'])(
    '%s is none',
    (text) => {
      const path = parsePath(text);
      expect(path && fieldOfPath(path)).toBeUndefined();
    },
  );
});
