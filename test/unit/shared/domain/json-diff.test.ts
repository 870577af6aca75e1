import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffJson, maxChanges, maxComparedNodes } from '../../../../src/shared/domain/json-diff.ts';
import type { JsonDocument } from '../../../../src/shared/domain/lossless-json.ts';
import { parseJson } from '../../../../src/shared/domain/lossless-json-parser.ts';

function documentOf(text: string): JsonDocument {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.problem.reason);
  return parsed.document;
}

const differ = (before: string, after: string) => diffJson(documentOf(before), documentOf(after));

const changes = (before: string, after: string): readonly string[] =>
  (differ(before, after)?.changes ?? []).map(
    ({ kind, path, before: old, after: now }) => `${kind} ${path.join('/')} ${old ?? ''} > ${now ?? ''}`,
  );

describe('how one JSON value differs from another', () => {
  it('finds none in the same value, whatever its white space', () => {
    expect(changes('{"a":[1,{"b":2}]}', '{ "a" : [ 1, {"b":2} ] }')).toEqual([]);
  });

  it('names what was added, removed and changed by path', () => {
    expect(changes('{"a":1,"b":{"c":"x"},"d":true}', '{"a":2,"b":{"c":"x","e":null}}')).toEqual([
      'changed a 1 > 2',
      'added b/e  > null',
      'removed d true > ',
    ]);
  });

  it('takes digits as they are written', () => {
    expect(changes('[1, 9007199254740993]', '[1.0, 9007199254740992]')).toEqual([
      'changed 0 1 > 1.0',
      'changed 1 9007199254740993 > 9007199254740992',
    ]);
  });

  it('tells another order of the same keys apart', () => {
    expect(differ('{"a":1,"b":2}', '{"b":2,"a":1}')?.changes).toMatchObject([{ kind: 'order', path: [] }]);
  });

  it('matches repeated keys in turn', () => {
    expect(changes('{"a":1,"a":2}', '{"a":1,"a":3,"a":4}')).toEqual(['changed a 2 > 3', 'added a  > 4']);
  });

  it('aligns lists: an element that came or went moves none of the others', () => {
    expect(changes('[1,2,3]', '[1,9,2,3]')).toEqual(['added 1  > 9']);
    expect(changes('[{"id":1},{"id":2},{"id":3}]', '[{"id":1},{"id":3}]')).toEqual(['removed 1 {"id":2} > ']);
    expect(changes('[{"id":1,"n":1},{"id":2}]', '[{"id":1,"n":2},{"id":2}]')).toEqual(['changed 0/n 1 > 2']);
  });

  it('says when a value became another kind', () => {
    expect(changes('{"a":[1]}', '{"a":{"0":1}}')).toEqual(['changed a [1] > {"0":1}']);
  });

  it('lists so many changes and says that there are more', () => {
    const many = (value: number): string =>
      JSON.stringify(Array.from({ length: 2_000 }, (_, at) => at * 10 + value));
    const difference = differ(many(1), many(2));
    expect(difference?.changes).toHaveLength(maxChanges);
    expect(difference?.isCut).toBe(true);
  });

  it('leaves what is too large to others, and takes what is deep as a whole', () => {
    const large = `[${'1,'.repeat(maxComparedNodes)}1]`;
    expect(differ(large, '[1]')).toBeUndefined();
    const deep = (value: number): string => `${'['.repeat(5_000)}${value}${']'.repeat(5_000)}`;
    expect(differ(deep(1), deep(2))?.changes).toHaveLength(1);
    expect(differ(deep(1), deep(1))?.changes).toEqual([]);
  });

  it('finds a change exactly when the values differ as written', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.json({ maxDepth: 3 }), (one, other) => {
        expect(differ(one, one)?.changes).toEqual([]);
        const isSame = JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
        expect((differ(one, other)?.changes.length ?? 0) === 0).toBe(isSame);
      }),
    );
  });
});
