import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';

/** Positions first to last in the table, both included. */
export interface PositionRange {
  readonly first: number;
  readonly last: number;
}

/** Chosen rows as ranges of positions, never as a list of ids: ten million rows are one range. */
export class RowSelection {
  ranges = $state.raw<readonly PositionRange[]>([]);
  readonly count = $derived(this.ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0));
  readonly isEmpty = $derived(this.ranges.length === 0);

  /** As main wants them: by `seq`, which is the position counted from the oldest row that is still kept. */
  toSequence(firstSeq: number): SequenceRange[] {
    return this.ranges.map(({ first, last }) => ({ from: first + firstSeq, to: last + firstSeq }));
  }

  clear(): void {
    this.ranges = [];
  }
}
