import { describe, expect, it } from 'vitest';
import { markTicks, nextOf } from '../../../../../src/renderer/features/histogram/mark-ticks.ts';
import type { Mark } from '../../../../../src/shared/contract/schemas/mark.ts';

const from = Date.UTC(2026, 10, 23, 14, 0, 0);
const histogram = { from, stepMs: 1_000, starts: [0, 10, 20, 30, 40], troubled: null };

const mark = (seq: number, atMs: number, isStored = true): Mark => ({
  seq,
  colour: 'amber',
  comment: '',
  createdAt: 0,
  changedAt: 0,
  isStored,
  messageId: '',
  key: null,
  publishTime: null,
  receivedAt: from + atMs,
});

describe('marks on the axis of time', () => {
  it('stand where their messages were received, those outside of it and those gone nowhere', () => {
    const ticks = markTicks(
      [mark(1, -5), mark(2, 1_000), mark(3, 2_000, false), mark(4, 4_001)],
      histogram,
      40,
    );
    expect(ticks).toEqual([{ share: 0.25, marks: [expect.objectContaining({ seq: 2 })] }]);
  });

  it('are never more than there is room for, and none of them is lost', () => {
    const marks = Array.from({ length: 10_000 }, (_, at) => mark(at + 1, at * 0.4));
    const ticks = markTicks(marks, histogram, 25);
    expect(ticks).toHaveLength(25);
    expect(ticks.reduce((sum, tick) => sum + tick.marks.length, 0)).toBe(10_000);
  });

  it('lead to one message after the other, and round again', () => {
    const [tick] = markTicks([mark(5, 10), mark(7, 20), mark(9, 30)], histogram, 4);
    if (tick === undefined) throw new Error('There is no tick.');
    expect([undefined, 5, 7, 9, 100].map((seq) => nextOf(tick, seq)?.seq)).toEqual([5, 7, 9, 5, 5]);
  });
});
