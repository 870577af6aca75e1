import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketOf,
  placeOf,
  positionAt,
  stepBucket,
} from '../../../../../src/renderer/features/histogram/time-axis.ts';

/** Counts 5, 0, 0, 4, 1. */
const histogram = { starts: [0, 5, 5, 5, 9, 10] };

describe('the axis of time', () => {
  it('knows the stretch of every row, passing over empty ones', () => {
    expect([0, 4, 5, 8, 9, 12].map((position) => bucketOf(histogram, position))).toEqual([0, 0, 3, 3, 4, 4]);
  });

  it('leads from a place to a row and back to its stretch', () => {
    const counts = fc.array(fc.nat(30), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        let sum = 0;
        const starts = [0, ...list.map((count) => (sum += count))];
        fc.pre(sum > 0);
        const place = share * list.length;
        const position = positionAt({ starts }, place);
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThan(sum);
        const bucket = Math.min(list.length - 1, Math.floor(place));
        if ((list[bucket] ?? 0) > 0) expect(bucketOf({ starts }, position)).toBe(bucket);
        expect(Math.floor(placeOf({ starts }, position))).toBe(bucketOf({ starts }, position));
      }),
    );
  });

  it('takes the next row for a place where nothing came', () => {
    expect(positionAt(histogram, 1.7)).toBe(5);
    expect(positionAt(histogram, 99)).toBe(9);
  });

  it('steps from stretch to stretch with rows, and stays at the ends', () => {
    expect(stepBucket(histogram, 0, 1)).toBe(3);
    expect(stepBucket(histogram, 4, -1)).toBe(3);
    expect(stepBucket(histogram, 3, 10)).toBe(4);
    expect(stepBucket(histogram, 0, -1)).toBe(0);
  });
});
