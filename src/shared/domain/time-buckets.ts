/**
 * How many messages fall into each stretch of time. Messages stand in the order of their arrival, so the border between
 * two stretches is found by halving: some thousand looks for a few hundred stretches, whether there are a thousand
 * messages or ten million.
 */

export interface TimedRows {
  readonly count: number;
  /** Added to positions before halving: with it, the same rows are looked at again while the beginning moves on. */
  readonly origin: number;
  /** When the row at this position came, epoch milliseconds; never decreasing, or borders are only about right. */
  readonly timeAt: (position: number) => number;
}

export interface TimeBuckets {
  /** Where the first bucket begins, epoch milliseconds: a whole multiple of `stepMs`, so that borders stay as time goes on. */
  readonly from: number;
  readonly stepMs: number;
  /** The position of each bucket's first row, and at the end the number of rows. */
  readonly starts: readonly number[];
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Lengths that a person reads off a clock. */
const steps: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28].map((count) => count * day),
];

/** The shortest readable step that needs no more than so many buckets for these two times. */
export function stepFor(first: number, last: number, mostBuckets: number): number {
  const fits = (step: number): boolean => bucketsBetween(first, last, step) <= mostBuckets;
  const known = steps.find(fits);
  if (known !== undefined) return known;
  let step = 56 * day;
  while (!fits(step)) step *= 2;
  return step;
}

const bucketsBetween = (first: number, last: number, step: number): number =>
  Math.floor(last / step) - Math.floor(first / step) + 1;

/** @param mostBuckets at least 1. No rows make no buckets. */
export function timeBucketsOf(rows: TimedRows, mostBuckets: number): TimeBuckets {
  if (rows.count === 0) return { from: 0, stepMs: 1, starts: [0] };
  const ends = [rows.timeAt(0), rows.timeAt(rows.count - 1)];
  const first = Math.min(...ends);
  const last = Math.max(...ends);
  const stepMs = stepFor(first, last, mostBuckets);
  const from = Math.floor(first / stepMs) * stepMs;
  const count = bucketsBetween(first, last, stepMs);
  const starts = Array.from({ length: count + 1 }, (_, at) => (at === 0 ? 0 : rows.count));
  /** Borders between two that are known: the middle one first, then either side of it. */
  const fill = (low: number, high: number): void => {
    const middle = (low + high) >> 1;
    if (middle === low) return;
    starts[middle] = firstAtOrAfter(rows, from + middle * stepMs, starts[low] ?? 0, starts[high] ?? 0);
    fill(low, middle);
    fill(middle, high);
  };
  fill(0, count);
  return { from, stepMs, starts };
}

/** The first position in `low..high` whose row came at or after a time; `high` when there is none. */
function firstAtOrAfter(rows: TimedRows, time: number, low: number, high: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const probe = roundestBetween(from + rows.origin, to - 1 + rows.origin) - rows.origin;
    if (rows.timeAt(probe) < time) from = probe + 1;
    else to = probe;
  }
  return from;
}

/**
 * The number of `low..high` that the highest power of two divides: about the middle, and the same one again and again
 * as the bounds move, so that what was looked up can be remembered.
 */
function roundestBetween(low: number, high: number): number {
  let step = 1;
  while (step <= high && Math.ceil(low / (2 * step)) * 2 * step <= high) step *= 2;
  return Math.ceil(low / step) * step;
}
