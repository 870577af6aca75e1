import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepFor, timeBucketsOf, type TimedRows } from '../../../../src/shared/domain/time-buckets.ts';

const rowsAt = (times: readonly number[], origin = 1): TimedRows => ({
  count: times.length,
  origin,
  timeAt: (position) => times[position] ?? Number.NaN,
});

/** Ascending times with rushes, pauses and many rows in the same millisecond. */
const ascending = fc
  .array(fc.oneof(fc.constant(0), fc.nat(20), fc.nat(5_000), fc.nat(3_600_000)), {
    minLength: 1,
    maxLength: 400,
  })
  .map((gaps) => {
    let at = 1_777_000_000_123;
    return gaps.map((gap) => (at += gap));
  });

describe('messages over time', () => {
  it('are counted as a look at every one of them would', () => {
    fc.assert(
      fc.property(ascending, fc.integer({ min: 1, max: 120 }), fc.nat(10_000), (times, most, origin) => {
        const { from, stepMs, starts } = timeBucketsOf(rowsAt(times, origin), most);
        const counts = starts.slice(1).map((end, at) => end - (starts[at] ?? 0));
        const naive = counts.map(
          (_, at) => times.filter((time) => Math.floor((time - from) / stepMs) === at).length,
        );
        expect(counts).toEqual(naive);
        expect(counts.length).toBeLessThanOrEqual(most);
        expect(counts.at(0)).toBeGreaterThan(0);
        expect(counts.at(-1)).toBeGreaterThan(0);
      }),
    );
  });

  it('keep every message in the sum, even when a clock was set back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 60 }),
        (times, most) => {
          const { starts } = timeBucketsOf(rowsAt(times), most);
          expect(starts[0]).toBe(0);
          expect(starts.at(-1)).toBe(times.length);
          for (const [at, start] of starts.entries())
            expect(start).toBeGreaterThanOrEqual(starts[at - 1] ?? 0);
        },
      ),
    );
  });

  it('of ten million are found with a few thousand looks, and hardly any when a second more has come', () => {
    const seen = new Set<number>();
    const million = (count: number): TimedRows => ({
      count,
      origin: 1,
      timeAt: (position) => {
        seen.add(position);
        return 1_777_000_000_000 + Math.floor(position / 50);
      },
    });
    timeBucketsOf(million(10_000_000), 200);
    expect(seen.size).toBeLessThan(4_000);
    const before = seen.size;
    timeBucketsOf(million(10_000_050), 200);
    expect(seen.size - before).toBeLessThan(30);
  });

  it('make no stretch when there are none, and one for one message', () => {
    expect(timeBucketsOf(rowsAt([]), 50).starts).toEqual([0]);
    expect(timeBucketsOf(rowsAt([1234]), 50)).toEqual({ from: 1234, stepMs: 1, starts: [0, 1] });
  });
});

describe('the length of a stretch', () => {
  it.each([
    [0, 99, 100, 1],
    [0, 60_000, 100, 1_000],
    [0, 3_600_000, 100, 60_000],
    [0, 7 * 86_400_000, 100, 2 * 3_600_000],
    [0, 40 * 365 * 86_400_000, 100, 224 * 86_400_000],
  ])('from %d to %d in at most %d is one that a clock shows: %d ms', (first, last, most, step) => {
    expect(stepFor(first, last, most)).toBe(step);
  });
});
