import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../../../../src/shared/domain/filter/filter-tokens.ts';

const kinds = (text: string): string[] =>
  tokensOf(text).map(({ kind, from, to }) => `${kind}:${text.slice(from, to)}`);

describe('tokens of a filter', () => {
  it('tell fields, members, functions, values and operators apart', () => {
    expect(kinds('key == "4\\"2" && value.order.key.matches(r\'x\') // why')).toEqual([
      'field:key',
      'operator:==',
      'string:"4\\"2"',
      'operator:&&',
      'field:value',
      'punctuation:.',
      'member:order',
      'punctuation:.',
      'member:key',
      'punctuation:.',
      'function:matches',
      'punctuation:(',
      "string:r'x'",
      'punctuation:)',
      'comment:// why',
    ]);
    expect(kinds('nope in [1, 2.5e3, 0xFFu, -1, null] § value.?a')).toEqual([
      'name:nope',
      'operator:in',
      'punctuation:[',
      'number:1',
      'punctuation:,',
      'number:2.5e3',
      'punctuation:,',
      'number:0xFFu',
      'punctuation:,',
      'operator:-',
      'number:1',
      'punctuation:,',
      'constant:null',
      'punctuation:]',
      'invalid:§',
      'field:value',
      'punctuation:.',
      'operator:?',
      'member:a',
    ]);
  });

  it('know a text without its end, and texts over several lines', () => {
    expect(tokensOf('"ab')[0]).toMatchObject({ kind: 'string', to: 3, isClosed: false });
    expect(tokensOf('"ab\nkey').map(({ kind }) => kind)).toEqual(['string', 'field']);
    expect(kinds('"""a "\n b""" == key')).toEqual(['string:"""a "\n b"""', 'operator:==', 'field:key']);
    expect(kinds('"" == key')).toEqual(['string:""', 'operator:==', 'field:key']);
  });

  it('cover any text in order, blanks left out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let at = 0;
        for (const { from, to } of tokensOf(text)) {
          expect(text.slice(at, from).trim()).toBe('');
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});
