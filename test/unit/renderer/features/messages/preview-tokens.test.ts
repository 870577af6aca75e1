import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewTokens } from '../../../../../src/renderer/features/messages/preview-tokens.ts';

describe('a coloured preview', () => {
  it('tells keys, strings, numbers and literals apart', () => {
    expect(previewTokens('{"id":9007199254740993,"ok":true,"name":"a: \\"b\\""}')).toEqual([
      { kind: 'plain', text: '{' },
      { kind: 'key', text: '"id"' },
      { kind: 'plain', text: ':' },
      { kind: 'number', text: '9007199254740993' },
      { kind: 'plain', text: ',' },
      { kind: 'key', text: '"ok"' },
      { kind: 'plain', text: ':' },
      { kind: 'literal', text: 'true' },
      { kind: 'plain', text: ',' },
      { kind: 'key', text: '"name"' },
      { kind: 'plain', text: ':' },
      { kind: 'string', text: '"a: \\"b\\""' },
      { kind: 'plain', text: '}' },
    ]);
  });

  it('never adds, drops or changes a character, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(
          previewTokens(text)
            .map((token) => token.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
