import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';

/** A closed range of positions in the table. */
export interface PositionRange {
  readonly from: number;
  readonly to: number;
}

/** Chosen rows as ranges of positions, never as a list of ids: ten million rows are one range. */
export class RowSelection {
  ranges = $state.raw<readonly PositionRange[]>([]);
  readonly count = $derived(this.ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0));
  readonly isEmpty = $derived(this.ranges.length === 0);

  /** As main wants them: by `seq`, which is the position counted from the oldest row that is still kept. */
  toSequence(firstSeq: number): SequenceRange[] {
    return this.ranges.map(({ from, to }) => ({ from: from + firstSeq, to: to + firstSeq }));
  }

  clear(): void {
    this.ranges = [];
  }
}
