import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawValueAt, type ValueStep } from '../../../../../src/main/store/worker/value-at-path.ts';

describe('the value at a path of a JSON text', () => {
  it.each<[string, readonly ValueStep[], string | undefined]>([
    ['{"a":1}', ['a'], '1'],
    [' { "a" : { "b" : [ 10 , 20 ] } } ', ['a', 'b', 1], '20'],
    ['{"id":9007199254740993}', ['id'], '9007199254740993'],
    ['{"n":1.50e+3}', ['n'], '1.50e+3'],
    ['{"a":"x\\"},{y"}', ['a'], '"x\\"},{y"'],
    ['{"\\u0061":true}', ['a'], 'true'],
    ['{"a":1,"a":2}', ['a'], '2'],
    ['{"a":{"b":null}}', ['a'], '{"b":null}'],
    ['{"":0}', [''], '0'],
    ['[[1],[2,3]]', [1, 1], '3'],
    ['{"a":1}', ['b'], undefined],
    ['{"a":1}', ['a', 'b'], undefined],
    ['{"a":1}', [0], undefined],
    ['[]', [0], undefined],
    ['[1]', [1], undefined],
    ['[1]', ['length'], undefined],
    ['', ['a'], undefined],
    ['{', ['a'], undefined],
    ['{"a"', ['a'], undefined],
    ['{"a":', ['a'], undefined],
  ])('of %s at %j is %s', (text, path, expected) => {
    expect(rawValueAt(text, path)).toBe(expected);
  });

  it('is what JSON.parse finds there, for any value and any of its paths', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, choice) => {
        const paths = pathsOf(value);
        const chosen = paths[choice % Math.max(1, paths.length)];
        if (chosen === undefined) return;
        const raw = rawValueAt(JSON.stringify(value, null, choice % 3), chosen.path);
        expect(raw === undefined ? undefined : JSON.parse(raw)).toEqual(
          JSON.parse(JSON.stringify(chosen.value)),
        );
      }),
    );
  });

  it('is found or not, but never fails for ever, in any cut text', () => {
    const text = '{"a":{"b":["\\"",{"c":"d"}],"e":"\\\\"}}';
    for (let end = 0; end < text.length; end += 1)
      expect(() => rawValueAt(text.slice(0, end), ['a', 'e'])).not.toThrow();
  });
});

interface Place {
  readonly path: readonly ValueStep[];
  readonly value: unknown;
}

function pathsOf(value: unknown, path: readonly ValueStep[] = []): Place[] {
  const own = path.length === 0 ? [] : [{ path, value }];
  if (Array.isArray(value))
    return [...own, ...value.flatMap((item: unknown, at) => pathsOf(item, [...path, at]))];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([name, item]) => pathsOf(item, [...path, name]))];
}
