import type { MessageSummary } from '../../shared/contract/schemas/history.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import type { PositionRange } from './row-selection.svelte.ts';

/** Between two refreshes of the rows on screen, however fast messages arrive. */
export const refreshEveryMs = 100;

/** A row as the table shows it. */
export interface MessageRow extends MessageSummary {
  /** Publish time minus that of the row before; null for the first row or when either has no time. */
  readonly deltaMs: number | null;
}

/** Stored messages of one stream by position: all of them, or those that match a filter. */
export interface MessageRows {
  readonly streamId: number;
  readonly count: number;
  readonly version: number;
  readonly dropped: number;
  /** False while the rows are still being found, so that positions are not final. */
  readonly isComplete: boolean;
  /** Rows `from` to `from + count - 1`; fewer at the end. */
  rows(from: number, count: number): Promise<readonly MessageRow[]>;
  /** Chosen positions as main wants them, by `seq`. */
  sequences(ranges: readonly PositionRange[]): Promise<SequenceRange[]>;
  /** Where a message stands now; undefined when it is not among these rows. */
  positionOf(seq: number): Promise<number | undefined>;
}

export function withDelta(row: MessageSummary, before: MessageSummary | undefined): MessageRow {
  const isKnown = before !== undefined && row.publishTime !== null && before.publishTime !== null;
  return { ...row, deltaMs: isKnown ? (row.publishTime ?? 0) - (before.publishTime ?? 0) : null };
}
