import { describe, expect, it, vi } from 'vitest';
import { countEveryMs, MessageHistogram } from '../../../src/renderer/state/message-histogram.svelte.ts';
import type { MessageRows } from '../../../src/renderer/state/message-rows.ts';
import { ManualTimers } from './manual-timers.ts';

function counting() {
  const asked: number[] = [];
  const rows = {
    dropped: 0,
    histogram: (buckets: number) => {
      asked.push(buckets);
      return Promise.resolve({ from: 0, stepMs: 1, starts: [0, buckets], troubled: null });
    },
    shownMarks: () => Promise.resolve(undefined),
  } satisfies Pick<MessageRows, 'dropped' | 'histogram' | 'shownMarks'>;
  const timers = new ManualTimers();
  return { asked, timers, histogram: new MessageHistogram(rows, timers) };
}

const counted = async ({ histogram }: ReturnType<typeof counting>, buckets: number): Promise<void> => {
  await vi.waitFor(() => expect(histogram.value?.starts).toEqual([0, buckets]));
};

describe('the rows of a view over time', () => {
  it('are counted again once a second into the same stretches', async () => {
    const test = counting();
    test.histogram.want(100);
    await counted(test, 100);
    test.histogram.want(100);
    expect(test.asked).toEqual([100]);
    test.timers.advance(countEveryMs);
    expect(test.asked).toEqual([100, 100]);
  });

  it('are counted at once into others: a table that has just got its width is not shown coarsely for a second', async () => {
    const test = counting();
    test.histogram.want(2);
    test.histogram.want(100);
    await counted(test, 100);
    test.histogram.want(120);
    await counted(test, 120);
    expect(test.asked).toEqual([2, 100, 120]);
  });
});
