/** Numbers and spans inside sentences. */
import { day, hour, minute, second } from '../units.ts';

/** `1,204 messages`, `1 message`. */
export function countWords(count: number, noun: string): string {
  return `${count.toLocaleString('en-US', { maximumFractionDigits: 0 })} ${noun}${count === 1 ? '' : 's'}`;
}

/** `12.5/s`; two digits are enough for a number that the service works out once a minute. */
export function rateWords(perSecond: number): string {
  const digits = perSecond < 10 ? 2 : 0;
  return `${perSecond.toLocaleString('en-US', { maximumFractionDigits: digits })}/s`;
}

/** A span as its two largest units: `3 min 20 s`, `2 d 4 h`. */
export function spanWords(milliseconds: number): string {
  const units = [
    ['d', day],
    ['h', hour],
    ['min', minute],
    ['s', second],
  ] as const;
  const largest = units.findIndex(([, length]) => milliseconds >= length);
  if (largest < 0) return 'less than a second';
  let rest = milliseconds;
  const parts = units.slice(largest, largest + 2).flatMap(([name, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return parts.join(' ');
}
