import { describe, expect, it } from 'vitest';
import {
  markOption,
  marksToCompare,
  maxMarksOffered,
  usualMark,
} from '../../../../../src/renderer/features/inspector/marked-messages.ts';
import type { Mark } from '../../../../../src/shared/contract/schemas/mark.ts';

const mark = (seq: number, change: Partial<Mark> = {}): Mark => ({
  seq,
  colour: 'amber',
  comment: '',
  createdAt: 0,
  changedAt: 0,
  isStored: true,
  messageId: 'CAAQAw==',
  key: null,
  publishTime: null,
  receivedAt: 0,
  ...change,
});

describe('marked messages to compare with', () => {
  it('are offered from the nearest on, without the message itself and those that are gone', () => {
    const offered = marksToCompare([mark(1), mark(9, { isStored: false }), mark(10), mark(14), mark(90)], 10);
    expect(offered.map(({ seq }) => seq)).toEqual([14, 1, 90]);
  });

  it('are as many as a list is good for', () => {
    const all = Array.from({ length: 10_000 }, (_, at) => mark(at + 1));
    const offered = marksToCompare(all, 5_000);
    expect(offered).toHaveLength(maxMarksOffered);
    expect(Math.max(...offered.map(({ seq }) => Math.abs(seq - 5_000)))).toBe(maxMarksOffered / 2);
  });

  it('begin with the nearest one before the message, else the nearest after it', () => {
    expect(usualMark(marksToCompare([mark(2), mark(11)], 10), 10)?.seq).toBe(2);
    expect(usualMark(marksToCompare([mark(30), mark(20)], 10), 10)?.seq).toBe(20);
    expect(usualMark([], 10)).toBeUndefined();
  });

  it('are named by number and comment, or by their sign', () => {
    expect(markOption(mark(1_204, { comment: 'why twice?\nmore', key: 'cust-7' }))).toEqual({
      value: '1204',
      label: '1,204 · why twice?',
      hint: 'key cust-7',
    });
    expect(markOption(mark(3)).label).toBe('3 · Amber circle');
  });
});
