import type { Histogram } from '../../../shared/contract/schemas/histogram.ts';
import { formatCount, formatInteger } from '../../lib/format-number.ts';
import { formatDate, formatTime, type TimeZoneChoice } from '../../lib/format-time.ts';
import { bucketCount, countOf } from './time-axis.ts';

const second = 1_000;
const day = 86_400_000;

/** A time no finer than the stretches are long, with its date when there is more than one day. */
export function timeWords(
  at: number,
  { from, stepMs, starts }: Pick<Histogram, 'from' | 'stepMs' | 'starts'>,
  zone: TimeZoneChoice,
): string {
  const end = from + stepMs * bucketCount({ starts });
  const date = formatDate(at, zone);
  if (stepMs >= day) return date;
  const time = formatTime(at, zone).slice(0, stepMs >= second ? 8 : 12);
  return formatDate(from, zone) === formatDate(end, zone) ? time : `${date} ${time}`;
}

/** Where the stretches begin, with the day unless it is today. */
export function startWords(histogram: Histogram, zone: TimeZoneChoice, today: string): string {
  const words = timeWords(histogram.from, histogram, zone);
  const day = formatDate(histogram.from, zone);
  return day === today || words.startsWith(day) ? words : `${day} ${words}`;
}

/** `14:02:30 to 14:02:40, 1,204 messages, 3 of them redelivered or negative-acked` */
export function bucketWords(histogram: Histogram, bucket: number, zone: TimeZoneChoice): string {
  const start = histogram.from + bucket * histogram.stepMs;
  const troubled = histogram.troubled?.[bucket] ?? 0;
  return [
    `${timeWords(start, histogram, zone)} to ${timeWords(start + histogram.stepMs, histogram, zone)}`,
    formatCount(countOf(histogram, bucket), 'message'),
    ...(troubled === 0 ? [] : [`${formatInteger(troubled)} of them redelivered or negative-acked`]),
  ].join(', ');
}
