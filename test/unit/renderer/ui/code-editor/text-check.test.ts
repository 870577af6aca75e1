import { describe, expect, it } from 'vitest';
import { checkJson } from '../../../../../src/renderer/ui/code-editor/text-check.ts';

describe('the JSON check of the editor', () => {
  it('is content with JSON and with nothing', () => {
    expect(checkJson('{"a": 1}')).toBeUndefined();
    expect(checkJson('  \n')).toBeUndefined();
  });

  it('marks one character within the text, also when the text just ends', () => {
    expect(checkJson('{"a": 1,}')).toEqual({
      from: 8,
      to: 9,
      message: 'Line 1, column 9: No comma may stand before }.',
    });
    expect(checkJson('[1,')).toMatchObject({ from: 2, to: 3 });
  });
});
