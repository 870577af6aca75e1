/** Rows for the tests of filters. */
import fc from 'fast-check';
import type { FilterRow } from '../../../../../src/shared/domain/filter/filter-row.ts';
import { messageStates } from '../../../../../src/shared/domain/message-state.ts';
import { payloadKinds } from '../../../../../src/shared/domain/payload-kind.ts';

export interface RowParts extends Partial<Omit<FilterRow, 'properties' | 'text'>> {
  readonly properties?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly value?: unknown;
}

export function rowOf({ properties = {}, text, value, ...rest }: RowParts = {}): FilterRow {
  const payload = text ?? (value === undefined ? 'plain text' : JSON.stringify(value));
  return {
    key: 'k',
    publishTime: Date.parse('2026-05-01T12:00:00Z'),
    eventTime: null,
    receivedAt: Date.parse('2026-05-01T12:00:01Z'),
    size: payload.length,
    deliveries: 1,
    redeliveries: 0,
    state: 'seen',
    kind: 'json',
    ledger: '10',
    entry: '4',
    partition: -1,
    marked: false,
    comment: '',
    properties: () => new Map(Object.entries(properties)),
    text: () => payload,
    ...rest,
  };
}

const words = fc.constantFrom('a', 'b', 'ab', 'aé', '', 'A', '😀', '\uffff');
const json = fc.oneof(
  fc.record(
    {
      a: fc.oneof(
        words,
        fc.constantFrom(0, 1, 2, 1.5, -1),
        fc.boolean(),
        fc.constant(null),
        fc.constant([1, 'a']),
        fc.record({ b: fc.oneof(words, fc.integer({ min: -2, max: 2 })) }, { requiredKeys: [] }),
      ),
      b: fc.oneof(fc.boolean(), words),
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom(null, 1, 'a', ['a', 1, { b: 1 }]),
);

export const anyRow: fc.Arbitrary<FilterRow> = fc
  .record({
    key: fc.option(words),
    publishTime: fc.option(fc.integer({ min: 0, max: 3 }).map((hour) => Date.UTC(2026, 0, 1, hour))),
    eventTime: fc.option(fc.integer({ min: 0, max: 3 }).map((hour) => Date.UTC(2026, 0, 1, hour))),
    receivedAt: fc.integer({ min: 0, max: 3 }).map((hour) => Date.UTC(2026, 0, 1, hour)),
    size: fc.integer({ min: 0, max: 3 }),
    deliveries: fc.integer({ min: 1, max: 3 }),
    redeliveries: fc.integer({ min: 0, max: 2 }),
    state: fc.constantFrom(...messageStates),
    kind: fc.constantFrom(...payloadKinds),
    ledger: fc.constantFrom('0', '1', '9223372036854775807', '-1'),
    entry: fc.constantFrom(0n, 1n, 2n),
    partition: fc.integer({ min: -1, max: 1 }),
    marked: fc.boolean(),
    comment: words,
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'x-y'), words, { noNullPrototype: true }),
    value: json,
  })
  .map((parts) => rowOf(parts));

const texts = words.map((word) => JSON.stringify(word));
const numbers = fc.constantFrom('0', '1', '2', '-1', '1.5', '9223372036854775807');
const times = fc.integer({ min: 0, max: 3 }).map((hour) => `timestamp("2026-01-01T0${hour}:00:00Z")`);
const literals = fc.oneof(texts, numbers, fc.constantFrom('true', 'false', 'null'));
const valuePaths = fc.constantFrom(
  'value',
  'value.a',
  'value.b',
  'value.a.b',
  'value["a"]',
  'value[0]',
  'value.a[1]',
);
const intFields = fc.constantFrom('size', 'deliveries', 'redeliveries', 'ledger', 'entry', 'partition');
const timeFields = fc.constantFrom('publishTime', 'eventTime', 'receivedAt');
const textFields = fc.constantFrom('key', 'comment', 'properties.a', 'properties["x-y"]', 'text');
const comparisons = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
const calls = fc.constantFrom('startsWith', 'endsWith', 'contains', 'matches');

function compared(field: fc.Arbitrary<string>, other: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(field, comparisons, other, fc.boolean())
    .map(([left, operator, right, isTurned]) =>
      isTurned ? `${right} ${operator} ${left}` : `${left} ${operator} ${right}`,
    );
}

const simple = fc.oneof(
  compared(valuePaths, literals),
  compared(intFields, numbers),
  compared(textFields, texts),
  compared(timeFields, times),
  fc
    .tuple(fc.constantFrom('==', '!='), fc.constantFrom('key', 'eventTime'))
    .map(([o, f]) => `${f} ${o} null`),
  fc
    .tuple(valuePaths, fc.array(literals, { maxLength: 3 }))
    .map(([path, list]) => `${path} in [${list.join()}]`),
  fc
    .tuple(intFields, fc.array(numbers, { minLength: 1, maxLength: 3 }))
    .map(([path, list]) => `dyn(${path}) in [${list.join()}]`),
  fc.array(texts, { minLength: 1, maxLength: 3 }).map((list) => `key in [${list.join()}]`),
  fc
    .tuple(fc.oneof(valuePaths, textFields), calls, texts)
    .map(([path, call, text]) => `${path}.${call}(${text})`),
  fc.constantFrom(
    'value.b',
    'marked',
    'marked == true',
    'marked != false',
    'true',
    'has(value.a)',
    'has(value.a.b)',
    'has(properties.a)',
    'value.b ? true : key == "a"',
  ),
  fc.constantFrom(...messageStates).map((word) => `state == "${word}"`),
  fc.constantFrom(...payloadKinds).map((word) => `"${word}" != kind`),
  fc.constant('state in ["seen", "unacked"]'),
);

export const anyFilterText: fc.Arbitrary<string> = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc
      .tuple(tie('filter'), fc.constantFrom('&&', '||'), tie('filter'))
      .map(([left, word, right]) => `(${left}) ${word} (${right})`),
    fc.tuple(simple, simple, simple).map((parts) => parts.join(' && ')),
    tie('filter').map((inner) => `!(${inner})`),
  ),
})).filter;
