import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacing } from '../../../../src/main/replay/pacing.ts';

describe('the pace of a replay', () => {
  it('keeps the original gaps, divided by the factor', () => {
    const pacing = createPacing({ kind: 'original', factor: 2 });
    expect([1_000, 1_500, 3_000].map((time, position) => pacing.dueAt(position, time))).toEqual([
      0, 250, 1_000,
    ]);
  });

  it('at a fixed rate depends on the position alone', () => {
    const pacing = createPacing({ kind: 'rate', perSecond: 4 });
    expect([0, 1, 2].map((position) => pacing.dueAt(position, null))).toEqual([0, 250, 500]);
  });

  it('as fast as receipts allow means due at once', () => {
    expect(createPacing({ kind: 'fastest' }).dueAt(99, 5)).toBe(0);
  });

  it('never goes backwards, whatever clocks the producers had', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 1e13 })), { minLength: 1 }), (times) => {
        const pacing = createPacing({ kind: 'original', factor: 3 });
        const dues = times.map((time, position) => pacing.dueAt(position, time));
        expect(dues.every((due, index) => due >= (dues[index - 1] ?? 0))).toBe(true);
      }),
    );
  });
});
