import { describe, expect, it } from 'vitest';
import {
  isRepeatedKey,
  MAX_SHOWN_CHARACTERS,
  previewContainer,
  previewKey,
  previewScalar,
} from '../../../../../src/renderer/ui/json-tree/node-preview.ts';
import type { JsonDocument } from '../../../../../src/shared/domain/lossless-json.ts';
import { parseJson } from '../../../../../src/shared/domain/lossless-json-parser.ts';

const documentOf = (text: string): JsonDocument => {
  const outcome = parseJson(text);
  if (!outcome.ok) throw new Error(outcome.problem.reason);
  return outcome.document;
};

describe('one line for a value', () => {
  it('says how much of a long string is left out, and never halves an emoji', () => {
    const document = documentOf(JSON.stringify('😀'.repeat(5000)));
    const { text, hidden } = previewScalar(document, 0);
    expect(text.length + hidden).toBe(10_002);
    expect(text.length).toBeLessThanOrEqual(MAX_SHOWN_CHARACTERS);
    expect(text.endsWith('😀')).toBe(true);
  });

  it('names the keys of a folded object and counts the rest', () => {
    const document = documentOf('{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10}');
    expect(previewContainer(document, 0, false, String)).toBe('{a, b, c, d, e, f, g, h, … 2 more}');
    expect(previewContainer(document, 0, true, String)).toBe('{10}');
    expect(previewContainer(documentOf('[1,2]'), 0, false, String)).toBe('[2]');
  });

  it('keeps the quotes of a key that would be misread without them', () => {
    const document = documentOf('{"":1," a":2,"b":3}');
    expect([1, 2, 3].map((node) => previewKey(document, node))).toEqual(['""', '" a"', 'b']);
  });

  it('marks a key that stands twice, however it is escaped', () => {
    const document = documentOf(String.raw`{"a":1,"b":2,"\u0061":3}`);
    expect([1, 2, 3].map((node) => isRepeatedKey(document, node))).toEqual([true, false, true]);
  });
});
