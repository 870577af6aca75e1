/** Which node draws which row: slots, given out so that as few nodes as possible are moved and filled anew. */

export class RowSlots {
  /** Slots there are; never fewer than were needed once, because another size would hand all of them out anew. */
  #size = 1;
  /** The row that stands in slot 0, or would. */
  #origin = 0;
  #first = 0;

  /**
   * The slots of these rows, in their order. A row that stays in sight keeps its slot; after a leap, when none of them
   * does, every node stays where it stands.
   */
  of(first: number, length: number): readonly number[] {
    const isLeap = Math.abs(first - this.#first) >= length;
    if (isLeap) this.#origin += first - this.#first;
    this.#first = first;
    this.#size = Math.max(this.#size, length);
    return Array.from({ length }, (_, offset) => this.#slot(first + offset));
  }

  #slot(index: number): number {
    const place = (index - this.#origin) % this.#size;
    return place < 0 ? place + this.#size : place;
  }
}
