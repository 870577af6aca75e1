import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../../src/renderer/api/error-words.ts';
import { errorCodes } from '../../../../src/shared/contract/errors.ts';

describe('the words of errors', () => {
  it.each(errorCodes)('%s has a short cause, an effect on data and one thing to do', (code) => {
    const { title, effect, action } = wordsFor(code);
    expect(title.length).toBeLessThanOrEqual(60);
    expect(title).not.toMatch(/\.$/);
    expect(effect).toMatch(/\.$/);
    expect(action).toMatch(/\.$/);
  });
});
