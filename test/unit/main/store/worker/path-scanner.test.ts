import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPathScanner } from '../../../../../src/main/store/worker/path-scanner.ts';
import { compileFilter } from '../../../../../src/shared/domain/filter/compile-filter.ts';
import type { PathSteps } from '../../../../../src/shared/domain/filter/path-values.ts';
import { payloadValueOf, type PayloadValue } from '../../../../../src/shared/domain/filter/payload-value.ts';
import { anyFilterText, anyRow } from '../../../shared/domain/filter/filter-rows.ts';

const pathsOf = (...paths: readonly PathSteps[]) =>
  new Map(paths.map((steps) => [JSON.stringify(steps), steps]));

/** The value at the path, and whether the scanner had to leave the text to the parser. */
function scanned(text: string | Buffer, steps: PathSteps): { found: unknown; isSure: boolean } {
  const scanner = createPathScanner(pathsOf(steps));
  // Neighbours must not be looked at.
  const bytes = Buffer.concat([Buffer.from('"1{'), Buffer.from(text), Buffer.from('9]}')]);
  const isSure = scanner.scan(bytes, 3, bytes.length - 3);
  return { found: isSure ? scanner.valueOf(JSON.stringify(steps)) : undefined, isSure };
}

function parsed(text: string, steps: PathSteps): unknown {
  return steps.reduce<unknown>((at, step) => {
    if (typeof at !== 'object' || at === null) return undefined;
    if (Array.isArray(at)) return typeof step === 'number' ? at[step] : undefined;
    return Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined;
  }, payloadValueOf(text));
}

const names = fc.constantFrom('a', 'a', 'a', 'b', 'b', 'ab', 'é', '😀', '__proto__', '');
const blank = fc.constantFrom('', '', '', ' ', '\n', '\t\r ');
const numerals = fc.oneof(
  fc.constantFrom(
    '0',
    '-0',
    '1',
    '-1.50',
    '1e3',
    '1E-2',
    '0.1',
    '123456789012345678',
    '-9007199254740993',
    '1e400',
  ),
  fc.constantFrom(
    '0.000001',
    '999999999999999',
    '9.99999999999999',
    '12345678.12345678',
    '00',
    '1.',
    '.5',
    '-',
    '1e',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const strings = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0061"', '"\\ud83d"', '"\\n\\\\"', '"\\x"', '"\\u12"', '"\u0001"', '"\ufffd"'),
);
const nameTexts = fc.oneof(
  { weight: 20, arbitrary: names.map((name) => JSON.stringify(name)) },
  { weight: 1, arbitrary: fc.constantFrom('"\\u0061"', '"a\\n"') },
);
/** JSON as servers and people write it: blanks, repeated names, escapes; now and then none at all. */
const { json } = fc.letrec<{ json: string; leaf: string; list: string; object: string }>((tie) => ({
  leaf: fc.oneof(
    numerals,
    strings,
    fc.integer().map(String),
    fc.integer().map(String),
    fc.constantFrom('true', 'false', 'null', 'null', 'true', 'nul'),
  ),
  list: fc
    .array(fc.tuple(blank, tie('json'), blank), { maxLength: 4 })
    .map((items) => `[${items.map((parts) => parts.join('')).join(',')}]`),
  object: fc
    .array(fc.tuple(blank, nameTexts, blank, fc.constant(':'), blank, tie('json'), blank), { maxLength: 5 })
    .map((members) => `{${members.map((parts) => parts.join('')).join(',')}}`),
  json: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    tie('list'),
    tie('object'),
    tie('object'),
    tie('object'),
  ),
}));
const steps: fc.Arbitrary<PathSteps> = fc.array(fc.oneof(names, names, fc.integer({ min: -1, max: 3 })), {
  minLength: 1,
  maxLength: 2,
});

describe('the scanner of paths', () => {
  it('finds what parsing the whole payload finds, or is not sure', () => {
    let sure = 0;
    let values = 0;
    fc.assert(
      fc.property(json, blank, steps, (text, around, path) => {
        const whole = around + text + around;
        const { found, isSure } = scanned(whole, path);
        if (!isSure) return;
        sure += 1;
        const wanted = parsed(whole, path);
        if (wanted !== undefined) values += 1;
        expect(found).toStrictEqual(wanted);
        // Null is also what a payload has that is no JSON.
        expect(whole.trim() === 'null' || payloadValueOf(whole) !== null).toBe(true);
      }),
      { numRuns: 10_000 },
    );
    expect(sure).toBeGreaterThan(2_000);
    expect(values).toBeGreaterThan(200);
  });

  it('is sure of no payload that is cut or has something added', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', '}', ',', '"', '0', 'x', '\u0000', '\\', '\ufeff'),
        (text, place, added) => {
          const at = place % (text.length + 1);
          const changed = [text.slice(0, at), text.slice(0, at) + added + text.slice(at)];
          for (const one of changed) {
            const { isSure, found } = scanned(one, ['a']);
            if (isSure) expect(found).toStrictEqual(parsed(one, ['a']));
            if (isSure && one.trim() !== 'null') expect(payloadValueOf(one)).not.toBeNull();
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it.each<[string, string, PathSteps, PayloadValue | undefined]>([
    ['the last of a repeated name', '{"a":1,"a":2}', ['a'], 2],
    [
      'nothing below a name that was repeated as something else',
      '{"a":{"b":1},"a":5}',
      ['a', 'b'],
      undefined,
    ],
    ['an integer that no double holds', '{"a":9007199254740993}', ['a'], 9007199254740993n],
    ['an object, parsed', '{"a":{"b":[1,{"c":null}]}}', ['a'], { b: [1, { c: null }] }],
    ['an element of a list', '{"a":[{"b":1},{"b":2}]}', ['a', 1, 'b'], 2],
    ['a member that is named as a place', '{"a":{"1":"x"}}', ['a', 1], 'x'],
    ['text with escapes', '{"a":"x\\u00e9\\n"}', ['a'], 'xé\n'],
    ['text beyond ASCII', '{"é":"😀"}', ['é'], '😀'],
    ['bytes that are no UTF-8', '{"a":"x"}', ['b'], undefined],
  ])('finds %s', (_, text, path, value) => {
    expect(scanned(text, path)).toEqual({ found: value, isSure: true });
  });

  it('reads bytes that are no UTF-8 as U+FFFD', () => {
    expect(scanned(Buffer.from('{"a":"x\xff"}', 'latin1'), ['a'])).toEqual({
      found: 'x\ufffd',
      isSure: true,
    });
  });

  it('keeps the values of several paths apart, and forgets those of the payload before', () => {
    const scanner = createPathScanner(pathsOf(['a'], ['a', 'b'], ['c']));
    const values = (text: string) => {
      const bytes = Buffer.from(text);
      expect(scanner.scan(bytes, 0, bytes.length)).toBe(true);
      return [['a'], ['a', 'b'], ['c']].map((path) => scanner.valueOf(JSON.stringify(path)));
    };
    expect(values('{"c":1,"a":{"b":2}}')).toEqual([{ b: 2 }, 2, 1]);
    expect(values('{"a":3}')).toEqual([3, undefined, undefined]);
  });

  it('leaves what lies too deep to the parser', () => {
    expect(scanned(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, ['a']).isSure).toBe(false);
  });

  it('lets every filter say what it says of the parsed payload', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyFilterText, anyRow, (text, row) => {
        const compilation = compileFilter(text);
        if (!compilation.ok || compilation.filter.valuePaths === undefined) return;
        const { filter } = compilation;
        const scanner = createPathScanner(compilation.filter.valuePaths);
        const bytes = Buffer.from(row.text());
        if (!scanner.scan(bytes, 0, bytes.length)) return;
        compared += 1;
        expect(filter.evaluate(row, scanner)).toBe(filter.evaluate(row));
      }),
      { numRuns: 5_000 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});
