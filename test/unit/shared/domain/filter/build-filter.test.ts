import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  combineFilters,
  filterExcluding,
  filterForEquals,
  filterForSpan,
} from '../../../../../src/shared/domain/filter/build-filter.ts';
import { compileFilter } from '../../../../../src/shared/domain/filter/compile-filter.ts';
import type { FilterRow } from '../../../../../src/shared/domain/filter/filter-row.ts';
import { rowOf } from './filter-rows.ts';

function matches(text: string | undefined, row: FilterRow): boolean {
  const compilation = compileFilter(text ?? '');
  if (!compilation.ok) throw new Error(`${text}: ${compilation.error.message}`);
  return compilation.filter.test(row);
}

const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  // Whole numbers beyond 2^53 are written with digits that the double does not have: they have a test of their own.
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
  fc.boolean(),
  fc.constant(null),
);
const steps = fc.array(
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', 'in', '__proto__', 'size')),
  {
    minLength: 1,
    maxLength: 4,
  },
);

/** `{a: {b: value}}` for the steps a and b. */
function nested(path: readonly string[], value: unknown): string {
  const [first, ...rest] = path;
  return first === undefined ? JSON.stringify(value) : `{${JSON.stringify(first)}:${nested(rest, value)}}`;
}

describe('filters made from a value', () => {
  it('match the value they were made from, and excluding it does not', () => {
    fc.assert(
      fc.property(steps, scalar, (path, value) => {
        const row = rowOf({ text: nested(path, value) });
        const target = { field: 'value', steps: path } as const;
        expect(matches(filterForEquals(target, value), row)).toBe(true);
        expect(matches(filterExcluding(target, value), row)).toBe(false);
      }),
    );
  });

  it('exclude only that value: rows without the field stay', () => {
    const filter = filterExcluding({ field: 'value', steps: ['order', 'status', 0] }, 'paid');
    expect(filter).toBe('value.?order.?status[?0].orValue(null) != "paid"');
    expect(matches(filter, rowOf({ value: {} }))).toBe(true);
    expect(matches(filter, rowOf({ text: 'no json' }))).toBe(true);
    expect(matches(filter, rowOf({ value: { order: { status: ['new'] } } }))).toBe(true);
    expect(matches(filter, rowOf({ value: { order: { status: ['paid'] } } }))).toBe(false);
    const noNull = filterExcluding({ field: 'value', steps: ['a'] }, null);
    expect(matches(noNull, rowOf({ value: {} }))).toBe(true);
    expect(matches(noNull, rowOf({ value: { a: null } }))).toBe(false);
  });

  it('know keys and properties, absent ones too', () => {
    const region = { field: 'properties', steps: ['x-region'] } as const;
    expect(matches(filterForEquals(region, 'eu'), rowOf({ properties: { 'x-region': 'eu' } }))).toBe(true);
    expect(matches(filterExcluding(region, 'eu'), rowOf({ properties: { 'x-region': 'eu' } }))).toBe(false);
    expect(matches(filterExcluding(region, 'eu'), rowOf())).toBe(true);
    expect(matches(filterForEquals({ field: 'key', steps: [] }, null), rowOf({ key: null }))).toBe(true);
    expect(matches(filterExcluding({ field: 'key', steps: [] }, 'a'), rowOf({ key: null }))).toBe(true);
  });

  it('keep whole numbers that no double holds', () => {
    const row = rowOf({ text: '{"id":9007199254740993}' });
    expect(matches(filterForEquals({ field: 'value', steps: ['id'] }, 9007199254740993n), row)).toBe(true);
    expect(matches(filterForEquals({ field: 'value', steps: ['id'] }, 9007199254740992n), row)).toBe(false);
  });

  it('are not made from what has no literal', () => {
    expect(filterForEquals({ field: 'key', steps: [] }, '\ud800')).toBeUndefined();
    expect(filterForEquals({ field: 'value', steps: [] }, Infinity)).toBeUndefined();
  });

  it('cut out a span of time, its end excluded', () => {
    const at = Date.parse('2026-05-01T12:00:00.250Z');
    const span = filterForSpan('receivedAt', at, at + 1);
    expect(matches(span, rowOf({ receivedAt: at }))).toBe(true);
    expect(matches(span, rowOf({ receivedAt: at + 1 }))).toBe(false);
  });
});

describe('combining filters', () => {
  it.each([
    ['', 'key == "a"', 'key == "a"'],
    ['key == "a"', '  ', 'key == "a"'],
    ['key == "a"', 'size > 1', 'key == "a" && size > 1'],
    ['key == "a" || size > 1', 'size < 9', '(key == "a" || size > 1) && size < 9'],
    ['size > 1', 'key == "a" ? true : false', 'size > 1 && (key == "a" ? true : false)'],
    ['key == "a" && size > 1', 'size > 1', 'key == "a" && size > 1'],
    ['size > 1 // note', 'key == "a"', 'size > 1 // note\n && key == "a"'],
    ['value.?a.orValue(1) == 1', 'size > 1', 'value.?a.orValue(1) == 1 && size > 1'],
  ])('%j and %j is %j', (existing, addition, expected) => {
    expect(combineFilters(existing, addition)).toBe(expected);
    expect(compileFilter(expected).ok).toBe(true);
  });
});
