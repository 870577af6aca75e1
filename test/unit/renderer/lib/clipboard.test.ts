import { describe, expect, it } from 'vitest';
import { copyText } from '../../../../src/renderer/lib/clipboard.ts';

describe('copying', () => {
  it('says that it did', async () => {
    const copied: string[] = [];
    const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) };
    expect(await copyText('7:104233', clipboard)).toEqual({ ok: true });
    expect(copied).toEqual(['7:104233']);
  });

  it('says why it did not', async () => {
    const clipboard = { writeText: () => Promise.reject(new Error('Document is not focused.')) };
    expect(await copyText('x', clipboard)).toEqual({
      ok: false,
      reason: 'The system refused the clipboard: Document is not focused.',
    });
  });
});
