import { describe, expect, it } from 'vitest';
import { formatJsonPath } from '../../../../../src/renderer/ui/json-tree/json-path.ts';

describe('a path in words', () => {
  it.each([
    [['items', 0, 'sku'], '', 'items[0].sku'],
    [['items', 0, 'sku'], 'value', 'value.items[0].sku'],
    [[0, 'a'], '', '[0].a'],
    [['a b', 'c"d', ''], 'value', String.raw`value["a b"]["c\"d"][""]`],
    [['a b'], '', '["a b"]'],
    [[], 'value', 'value'],
  ])('of %j under "%s" is %s', (path, root, text) => {
    expect(formatJsonPath(path, root)).toBe(text);
  });
});
