import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMaskFields } from '../../../../../src/shared/domain/masking/mask-fields.ts';
import { createMasker } from '../../../../../src/shared/domain/masking/masker.ts';

const mask = (fields: readonly string[], payload: string, wordFor = () => '***') =>
  createMasker(readMaskFields(fields), wordFor)({ key: null, properties: null, extra: null, payload });

describe('masking a payload', () => {
  it('replaces the named value and leaves every other character as it was', () => {
    const before = '{ "id": 9007199254740993.10, "email" : "a@b.c" ,\n "id": 1e400, "list": [ 1,2 ] }';
    expect(mask(['email'], before).payload).toBe(
      '{ "id": 9007199254740993.10, "email" : "***" ,\n "id": 1e400, "list": [ 1,2 ] }',
    );
  });

  it('finds a bare name at any depth, in arrays and under repeated keys, whatever its value', () => {
    const masked = mask(
      ['secret'],
      '{"secret":{"deep":[1]},"a":[{"secret":null},{"b":{"secret":1}}],"secret":2}',
    );
    expect(masked.payload).toBe(
      '{"secret":"***","a":[{"secret":"***"},{"b":{"secret":"***"}}],"secret":"***"}',
    );
    expect(masked.values).toBe(4);
  });

  it('finds a name that is written with escapes', () => {
    expect(mask(['email'], '{"\\u0065mail":"x"}').payload).toBe('{"\\u0065mail":"***"}');
  });

  it('takes a path from the root, stepping over arrays, and nothing of that name elsewhere', () => {
    const masked = mask(['value.items.sku'], '{"sku":1,"items":[{"sku":2},{"x":{"sku":3}}]}');
    expect(masked.payload).toBe('{"sku":1,"items":[{"sku":"***"},{"x":{"sku":3}}]}');
  });

  it('says when it could not look into a payload', () => {
    expect(mask(['email'], 'email=a@b.c').payload).toBeNull();
    expect(mask(['email'], '{"email":"a@b.c"').payload).toBeNull();
    expect(mask(['key'], 'email=a@b.c').payload).toBeUndefined();
  });

  it('gives the same word for the same value when the word is made of it', () => {
    const masked = mask(['a'], '[{"a":"x"},{"a":"y"},{"a":"x"}]', (raw?: string) => `h${raw ?? ''}`);
    expect(masked.payload).toBe('[{"a":"h\\"x\\""},{"a":"h\\"y\\""},{"a":"h\\"x\\""}]');
  });

  it('costs no more for a payload nested a hundred thousand deep', () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect(mask(['value.b.c.d'], deep).payload).toBeUndefined();
  });

  it('leaves no member of that name unmasked and everything else equal, in any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const named = { wrapped: value, secret: value };
        const text = JSON.stringify(named);
        const masked = mask(['secret'], text);
        expect(JSON.parse(masked.payload ?? text)).toEqual(maskedByHand(JSON.parse(text)));
      }),
    );
  });
});

describe('masking what stands beside the payload', () => {
  const masker = (fields: readonly string[]) => createMasker(readMaskFields(fields), () => '***');
  const message = {
    key: 'k-1',
    properties: '{"region": "eu",\n"email":"a@b.c"}',
    extra: '{"key":5,"properties":{"email":1},"encryptionContext":{}}',
    payload: '{"a":1}',
  };

  it('masks the key, here and where a frame had one of an odd type', () => {
    expect(masker(['key'])(message)).toMatchObject({
      key: '***',
      extra: '{"key":"***","properties":{"email":1},"encryptionContext":{}}',
      payload: undefined,
    });
  });

  it('masks a property by its name, alone or as a bare name', () => {
    for (const field of ['properties.email', 'email'])
      expect(masker([field])(message).properties).toBe('{"region": "eu",\n"email":"***"}');
    expect(masker(['properties.email'])(message).extra).toContain('"email":"***"');
  });
});

function maskedByHand(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskedByHand);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === 'secret' ? '***' : maskedByHand(member)]),
  );
}
