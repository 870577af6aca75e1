import type { Histogram } from '../../../shared/contract/schemas/histogram.ts';
import type { Mark } from '../../../shared/contract/schemas/mark.ts';
import { formatInteger } from '../../lib/format-number.ts';
import type { TimeZoneChoice } from '../../lib/format-time.ts';
import { describeMark } from '../marks/mark-words.ts';
import { timeWords } from './histogram-words.ts';
import { bucketCount } from './time-axis.ts';

/** Marked messages that stand too close together on the axis for signs of their own. */
export interface MarkTick {
  /** Where the first of them stands, as a share of the whole width. */
  readonly share: number;
  /** Oldest first; never empty. */
  readonly marks: readonly Mark[];
}

/** Those of the messages with these seqs; all of them where none are named. */
export function marksOf(marks: readonly Mark[], seqs: readonly number[] | undefined): readonly Mark[] {
  if (seqs === undefined) return marks;
  const wanted = new Set(seqs);
  return marks.filter(({ seq }) => wanted.has(seq));
}

/** Where marked messages lie on the axis, in at most so many ticks; those outside of it and those gone have none. */
export function markTicks(marks: readonly Mark[], histogram: Histogram, mostTicks: number): MarkTick[] {
  const span = histogram.stepMs * bucketCount(histogram);
  if (mostTicks < 1 || span <= 0) return [];
  const slots = new Map<number, { share: number; marks: Mark[] }>();
  for (const mark of marks) {
    const share = (mark.receivedAt - histogram.from) / span;
    if (!mark.isStored || share < 0 || share > 1) continue;
    const slot = Math.min(mostTicks - 1, Math.floor(share * mostTicks));
    const tick = slots.get(slot);
    if (tick === undefined) slots.set(slot, { share, marks: [mark] });
    else tick.marks.push(mark);
  }
  return [...slots.values()].sort((left, right) => left.share - right.share);
}

/** `Message 1,204 at 14:02:30: marked, red triangle: why twice?`, and how many more stand there. */
export function tickWords({ marks }: MarkTick, histogram: Histogram, zone: TimeZoneChoice): string {
  const [first, ...others] = marks;
  if (first === undefined) return '';
  const words = `Message ${formatInteger(first.seq)} at ${timeWords(first.receivedAt, histogram, zone)}: ${describeMark(first)}`;
  return others.length === 0 ? words : `${words}, and ${formatInteger(others.length)} more marked`;
}

/** The one to go to: the first after the message with the cursor, else the first. */
export function nextOf({ marks }: MarkTick, seq: number | undefined): Mark | undefined {
  const after = marks.some((mark) => mark.seq === seq)
    ? marks.find((mark) => mark.seq > (seq ?? 0))
    : undefined;
  return after ?? marks[0];
}
