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

  clear(): void {
    this.ranges = [];
  }
}
