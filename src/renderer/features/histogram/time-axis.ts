/**
 * What features/histogram owns: the messages of a table over time, and going to a time with it. This file: from rows to
 * places on the axis and back. Every stretch of time is one unit wide.
 */
import type { Histogram } from '../../../shared/contract/schemas/histogram.ts';

type Starts = Pick<Histogram, 'starts'>;

export const bucketCount = ({ starts }: Starts): number => starts.length - 1;

export const countOf = ({ starts }: Starts, bucket: number): number =>
  (starts[bucket + 1] ?? 0) - (starts[bucket] ?? 0);

/** The stretch a row lies in; the last one for a row that was not counted yet. */
export function bucketOf({ starts }: Starts, position: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  // Stretches without rows begin where the next one with rows does.
  return low;
}

/** Where a row stands, as if those of a stretch had come evenly. */
export function placeOf(histogram: Starts, position: number): number {
  const bucket = bucketOf(histogram, position);
  const inside = position - (histogram.starts[bucket] ?? 0);
  return bucket + Math.min(1, inside / Math.max(1, countOf(histogram, bucket)));
}

/** The row at a place; of an empty stretch the first one after it. */
export function positionAt(histogram: Starts, place: number): number {
  const last = bucketCount(histogram) - 1;
  const bucket = Math.max(0, Math.min(last, Math.floor(place)));
  const start = histogram.starts[bucket] ?? 0;
  const inside = Math.max(0, Math.min(1, place - bucket)) * countOf(histogram, bucket);
  const total = histogram.starts.at(-1) ?? 0;
  return Math.max(0, Math.min(total - 1, start + Math.floor(inside)));
}

/** The nearest stretch with rows, `by` of them away; stays where there is none. */
export function stepBucket(histogram: Starts, from: number, by: number): number {
  const direction = Math.sign(by);
  let left = Math.abs(by);
  let found = from;
  for (let at = from + direction; at >= 0 && at < bucketCount(histogram) && left > 0; at += direction)
    if (countOf(histogram, at) > 0) {
      found = at;
      left -= 1;
    }
  return found;
}
