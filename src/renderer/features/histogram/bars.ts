import type { Histogram } from '../../../shared/contract/schemas/histogram.ts';
import { bucketCount, countOf } from './time-axis.ts';

/** The least height of a bar that stands for something, px. */
const leastHeight = 2;

export interface BarArea {
  /** px */
  readonly width: number;
  readonly height: number;
}

/**
 * Bars as one SVG path each for all messages and for those that went wrong. Heights grow with the square root, so that
 * a rush does not flatten everything else to nothing.
 */
export function barPaths(
  histogram: Histogram,
  area: BarArea,
): { readonly all: string; readonly troubled: string } {
  const buckets = bucketCount(histogram);
  const pitch = area.width / Math.max(1, buckets);
  const gap = pitch >= 4 ? 1 : 0;
  const counts = Array.from({ length: buckets }, (_, bucket) => countOf(histogram, bucket));
  const most = Math.sqrt(Math.max(1, ...counts));
  const all: string[] = [];
  const troubled: string[] = [];
  for (const [bucket, count] of counts.entries()) {
    if (count === 0) continue;
    const height = Math.max(leastHeight, (area.height * Math.sqrt(count)) / most);
    all.push(bar(bucket * pitch, pitch - gap, height, area.height));
    const wrong = histogram.troubled?.[bucket] ?? 0;
    if (wrong > 0)
      troubled.push(
        bar(bucket * pitch, pitch - gap, Math.max(leastHeight, (height * wrong) / count), area.height),
      );
  }
  return { all: all.join(''), troubled: troubled.join('') };
}

function bar(left: number, width: number, height: number, floor: number): string {
  const [x, w, h] = [left, width, height].map((length) => Math.round(length * 100) / 100);
  return `M${x} ${floor}v-${h}h${w}v${h}z`;
}
