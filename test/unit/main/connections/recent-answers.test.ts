import { describe, expect, it } from 'vitest';
import { createRecentAnswers } from '../../../../src/main/connections/recent-answers.ts';

function setUp() {
  let nowMs = 0;
  let asked = 0;
  const answers = createRecentAnswers<number>(2_000, () => nowMs);
  const ask = (): Promise<number> => Promise.resolve(++asked);
  return {
    answers,
    ask,
    asked: () => asked,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('recent answers', () => {
  it('serve everybody who asks within their time, also before they are there', async () => {
    const { answers, ask, asked, advance } = setUp();
    expect(await Promise.all([answers.of('orders', ask), answers.of('orders', ask)])).toEqual([1, 1]);
    advance(1_999);
    expect(await answers.of('orders', ask)).toBe(1);
    advance(1);
    expect(await answers.of('orders', ask)).toBe(2);
    expect(asked()).toBe(2);
  });

  it('are kept apart by what was asked', async () => {
    const { answers, ask } = setUp();
    await answers.of('orders', ask);
    expect(await answers.of('payments', ask)).toBe(2);
  });

  it('do not keep a failure', async () => {
    const { answers, ask } = setUp();
    await expect(answers.of('orders', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await answers.of('orders', ask)).toBe(1);
  });

  it('are forgotten after a change', async () => {
    const { answers, ask } = setUp();
    await answers.of('orders', ask);
    answers.forget();
    expect(await answers.of('orders', ask)).toBe(2);
  });
});
