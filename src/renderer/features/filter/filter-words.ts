/** What features/filter owns: the filter bar, and filters made from values. This file: how a filtered list stands, in words. */
import { formatCount, formatInteger, formatPercent } from '../../lib/format-number.ts';
import type { FilterError } from '../../../shared/domain/filter/filter-error.ts';

/** What of a filtered list is said about it. */
export interface ListStanding {
  readonly count: number;
  readonly scanned: number;
  readonly left: number;
  readonly isPaused: boolean;
  readonly isComplete: boolean;
}

/** "3,118 match", with the share that was looked at while that is not all: "3,118 match · 42 %". */
export function matchWords({ count, scanned, left, isPaused, isComplete }: ListStanding): string {
  const words = `${formatInteger(count)} ${count === 1 ? 'matches' : 'match'}`;
  // A few new rows still to be looked at are no news; only the first look at all of them is.
  if (left === 0 || (isComplete && !isPaused)) return words;
  const share = formatPercent(scanned / Math.max(1, scanned + left));
  return isPaused ? `${words} · stopped at ${share}` : `${words} · ${share}`;
}

export function failedWords(failed: number): string {
  return `${formatCount(failed, 'message')} could not be judged: a field the filter needs is missing there or of another type.`;
}

export function problemWords({ line, column, message }: FilterError): string {
  return line > 1 ? `Line ${line}, column ${column}: ${message}` : `Column ${column}: ${message}`;
}
