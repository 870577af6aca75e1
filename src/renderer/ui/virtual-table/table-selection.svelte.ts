/** Which rows are selected, which one is active, and from where a selection is extended. */

import {
  addRange,
  countSelected,
  isSelected,
  NO_ROWS,
  selectRange,
  shiftSelection,
  toggleRow,
  type RangeSelection,
} from './range-selection.ts';

export class TableSelection {
  ranges = $state.raw<RangeSelection>(NO_ROWS);
  /** The row that keys move from and the inspector shows; null when none was chosen. */
  active = $state<number | null>(null);
  readonly size = $derived.by(() => countSelected(this.ranges));
  #anchor = 0;

  has(index: number): boolean {
    return isSelected(this.ranges, index);
  }

  choose(index: number): void {
    this.#anchor = index;
    this.active = index;
    this.ranges = selectRange(index, index);
  }

  /** From where the selection began to this row; `keep` leaves other ranges selected. */
  extendTo(index: number, keep = false): void {
    if (this.active === null) this.#anchor = index;
    this.active = index;
    this.ranges = keep ? addRange(this.ranges, this.#anchor, index) : selectRange(this.#anchor, index);
  }

  toggle(index: number): void {
    this.#anchor = index;
    this.active = index;
    this.ranges = toggleRow(this.ranges, index);
  }

  all(count: number): void {
    if (count === 0) return;
    this.active ??= 0;
    this.ranges = selectRange(0, count - 1);
  }

  /** Back to the active row alone. */
  collapse(): void {
    if (this.active === null) this.ranges = NO_ROWS;
    else this.choose(this.active);
  }

  clear(): void {
    this.ranges = NO_ROWS;
    this.active = null;
    this.#anchor = 0;
  }

  /** Rows vanished at the beginning, or the source became shorter. */
  shift(dropped: number, count: number): void {
    this.ranges = shiftSelection(this.ranges, dropped, count);
    this.#anchor = Math.max(0, this.#anchor - dropped);
    if (this.active === null) return;
    const moved = this.active - dropped;
    this.active = moved < 0 || moved >= count ? null : moved;
  }
}
