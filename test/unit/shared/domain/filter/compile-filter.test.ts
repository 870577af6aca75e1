import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { compileFilter, type Filter } from '../../../../../src/shared/domain/filter/compile-filter.ts';
import type { FilterError } from '../../../../../src/shared/domain/filter/filter-error.ts';
import { anyFilterText, anyRow, rowOf, type RowParts } from './filter-rows.ts';

function filterOf(text: string): Filter {
  const compilation = compileFilter(text);
  if (!compilation.ok) throw new Error(`${text}: ${compilation.error.message}`);
  return compilation.filter;
}

function errorOf(text: string): FilterError {
  const compilation = compileFilter(text);
  if (compilation.ok) throw new Error(`${text} was accepted`);
  return compilation.error;
}

const order: RowParts = {
  key: '42',
  value: { order: { total: 150, price: 9.5, tags: ['new', 'eu'], note: null }, paid: true, 'a-b': { '': 1 } },
  properties: { region: 'eu-west', 'x-id': '7' },
  deliveries: 2,
  eventTime: Date.parse('2026-05-01T11:59:00Z'),
};

describe('a filter', () => {
  it.each([
    'key == "42"',
    'key == "42" && value.order.total > 100 && properties.region.startsWith("eu") && deliveries > 1',
    'value.order.total == 150.0 && value.order.price == 9.5',
    'value.order.total % 2 == 0 && value.order.price * 2 == 19.0 && value.order.total + 1 > 150',
    '"eu" in value.order.tags',
    'value.order.tags.exists(t, t == "new")',
    'value.order.tags[1] == "eu"',
    'value["a-b"][""] == 1',
    'value.paid',
    'value.order.note == null',
    'has(value.order.total) && !has(value.order.nothing)',
    '"x-id" in properties && properties["x-id"] == "7"',
    'text.contains("total") && text.matches("\\"total\\":1\\\\d0")',
    'publishTime > timestamp("2026-05-01T11:00:00Z") && receivedAt - publishTime < duration("5s")',
    'eventTime != null && publishTime - eventTime == duration("1m")',
    'state == "seen" && kind == "json" && partition == -1 && ledger == 10 && entry in [3, 4]',
    'size > 10 // a comment && key == "nobody"',
    'key == "1" || key == "42"',
    'value.?order.?missing.orValue("none") == "none"',
    "r'42' == key",
  ])('matches the order: %s', (text) => {
    expect(filterOf(text).evaluate(rowOf(order))).toBe('match');
    expect(filterOf(text).test(rowOf(order))).toBe(true);
  });

  it.each([
    'key == "43"',
    'value.order.total < 100',
    '!value.paid',
    'properties.region == "us"',
    'key == null',
  ])('does not match the order: %s', (text) => {
    expect(filterOf(text).evaluate(rowOf(order))).toBe('no-match');
    expect(filterOf(text).test(rowOf(order))).toBe(false);
  });

  it.each([
    'value.order.missing == 1',
    'value.missing.total > 1',
    'value.order.total > "a"',
    'value.order.total.startsWith("1")',
    'properties.missing == "x"',
    'value.order',
    'value.order.missing + 1 > 0',
  ])('counts a row as failed, and as no match, when it cannot be judged: %s', (text) => {
    expect(filterOf(text).evaluate(rowOf(order))).toBe('failed');
    expect(filterOf(text).test(rowOf(order))).toBe(false);
  });

  it('judges a row by any part that settles it, whatever cannot be judged beside it', () => {
    expect(filterOf('value.missing == 1 && key == "0"').evaluate(rowOf(order))).toBe('no-match');
    expect(filterOf('value.missing == 1 || key == "42"').evaluate(rowOf(order))).toBe('match');
  });

  it('takes a payload that is no JSON as null', () => {
    expect(filterOf('value == null').test(rowOf({ text: 'not json' }))).toBe(true);
    expect(filterOf('value.a == 1').evaluate(rowOf({ text: '{"a": 1' }))).toBe('failed');
  });

  it('keeps 64-bit integers of the payload exact', () => {
    const row = rowOf({ text: '{"id": 9223372036854775807, "digits": "12345678901234567890"}' });
    expect(filterOf('value.id == 9223372036854775807').test(row)).toBe(true);
    expect(filterOf('value.id == 9223372036854775806').test(row)).toBe(false);
    expect(filterOf('value.id % 10 == 7 && value.digits.size() == 20').test(row)).toBe(true);
  });

  it('reads the payload only when a field needs it, and only after all that is cheaper held', () => {
    let reads = 0;
    const counted = { ...rowOf(order), text: () => ((reads += 1), '{}') };
    const rowOnly = filterOf('key == "42" && size > 0');
    expect(rowOnly.usesPayload).toBe(false);
    rowOnly.test(counted);
    const mixed = filterOf('value.a == 1 && value.b == 2 && key == "0"');
    expect(mixed.usesPayload).toBe(true);
    mixed.evaluate(counted);
    expect(reads).toBe(0);
    filterOf('value.a == 1 || value.b == 1 || text == ""').evaluate(counted);
    expect(reads).toBe(1);
  });

  it('names the fields it reads', () => {
    const filter = filterOf(
      'value.order["total"] > 1 && has(properties.region) && value.tags.exists(t, t == key)',
    );
    expect(filter.fields).toEqual(['properties.region', 'value.order.total', 'value.tags', 'key']);
    expect(filter.usesProperties).toBe(true);
  });

  it('survives a payload nested deeper than the stack', () => {
    const deep = '['.repeat(100_000) + '1234567890123456' + ']'.repeat(100_000);
    expect(filterOf('value == [1]').evaluate(rowOf({ text: deep }))).not.toBe('match');
  });

  it('gives the same answer through evaluate and test for every row, and never throws', () => {
    fc.assert(
      fc.property(anyFilterText, anyRow, (text, row) => {
        const compilation = compileFilter(text);
        fc.pre(compilation.ok);
        expect(compilation.filter.test(row)).toBe(compilation.filter.evaluate(row) === 'match');
      }),
    );
  });
});

describe('a filter that cannot be', () => {
  it.each([
    ['', 0, 0, 'Type an expression.'],
    ['key ==', 6, 6, 'The expression ends too soon.'],
    ['nope == 1', 0, 4, 'no field "nope"'],
    ['key == 42', 0, 9, 'do not go together'],
    ['key = "a"', 4, 5, '=='],
    ['size + 1', 0, 8, 'true or false'],
    ['key == "a', 7, 9, 'closing quote'],
    ['state == "acked"', 9, 16, 'seen, unacked'],
    ['kind in ["json", "jpg"]', 17, 22, 'kind is one of'],
    ['publishTime > timestamp("2026-01-01")', 24, 36, 'zone'],
    ['publishTime > timestamp("2026-01-01T00:00:00.000")', 24, 49, 'zone'],
    ['key.matches("(a")', 12, 16, 'closing bracket'],
    ['key.matches(key)', 12, 15, 'in quotes'],
    ['key.matchRe("a")', 4, 11, 'no such function'],
    ['key.matches(5)', 0, 14, 'matches'],
    ['eventTime == null && size > "a"', 21, 31, 'do not go together'],
  ])('%s is refused at %i to %i', (text, from, to, words) => {
    const error = errorOf(text);
    expect({ from: error.from, to: error.to }).toEqual({ from, to });
    expect(error.message).toContain(words);
  });

  it('says line and column', () => {
    expect(errorOf('key == "a" &&\n  nope')).toMatchObject({ line: 2, column: 3, from: 16, to: 20 });
  });

  it('is refused when it is too long, too deep or too large', () => {
    expect(errorOf(`key == "${'a'.repeat(4_000)}"`).message).toContain('4000');
    expect(errorOf(`${'('.repeat(100)}true${')'.repeat(100)}`).message).toContain(
      'too long or nested too deep',
    );
    expect(errorOf(`${'!'.repeat(3_990)}true`).message).toContain('too long or nested too deep');
  });

  it('never throws, whatever is typed, and points into the text', () => {
    const piece = fc.constantFrom(
      ...'key value . ( ) [ ] { } == != && || ! ? : , "a" \' 1 2.5 -1 in has( size timestamp( matches( // \n null'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join(' ')),
        ),
        (text) => {
          const compilation = compileFilter(text);
          if (compilation.ok) return;
          const { from, to, message } = compilation.error;
          expect(from >= 0 && from <= to && to <= text.length).toBe(true);
          expect(message).not.toBe('');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
