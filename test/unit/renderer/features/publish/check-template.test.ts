import { describe, expect, it } from 'vitest';
import { checkTemplate } from '../../../../../src/renderer/features/publish/check-template.ts';

describe('a payload that is a template', () => {
  it('is fine when it is JSON once it is filled, though it is none as it stands', () => {
    expect(checkTemplate('{"n": {{seq}}}', '{"n": 1}')).toBeUndefined();
  });

  it('is wrong where a hole cannot be filled', () => {
    expect(checkTemplate('{\n"n": {{sequ}}\n}', '')).toMatchObject({
      from: 7,
      to: 15,
      message: expect.stringMatching(/^Line 2, column 6: There is no generator "sequ"/),
    });
  });

  it('is wrong in the line that is no JSON once it is filled', () => {
    const text = '{\n"status": {{pick "new" "paid"}}\n}';
    expect(checkTemplate(text, '{\n"status": new\n}')).toMatchObject({
      from: 2,
      to: 33,
      message: expect.stringMatching(/^Filled in: Line 2/),
    });
  });

  it('may be any text that does not begin like JSON', () => {
    expect(checkTemplate('hello {{seq}}', 'hello 1')).toBeUndefined();
  });
});
