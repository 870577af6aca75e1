import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastMembers, listMembers } from '../../../../../src/main/store/worker/json-members.ts';

describe('the members of a JSON object', () => {
  it('come in order, with repeated names and every digit', () => {
    expect(listMembers(' { "2" : 1.00 , "1":{"a":[1,"}"]},"2":"x\\"y" } ')).toEqual([
      { name: '2', raw: '1.00' },
      { name: '1', raw: '{"a":[1,"}"]}' },
      { name: '2', raw: '"x\\"y"' },
    ]);
    expect(listMembers('{}')).toEqual([]);
  });

  it('say what parsing says, for any object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (object, indent) => {
        const members = lastMembers(JSON.stringify(object, null, indent));
        const again = [...members].map(([name, raw]) => [name, JSON.parse(raw)]);
        expect(again).toEqual(Object.entries(JSON.parse(JSON.stringify(object))));
      }),
    );
  });
});
