/**
 * Which rows of a tree are in sight: nodes in the order of the text, without what is folded away. Rows stand in one
 * typed array, so that folding amid five million rows is a copy of memory and finding a row a binary search.
 */

import type { JsonDocument } from '../../../shared/domain/lossless-json.ts';

export class OpenRows {
  readonly #document: JsonDocument;
  readonly #open: Uint8Array;
  readonly #rows: Uint32Array;
  #count = 0;

  constructor(document: JsonDocument) {
    this.#document = document;
    this.#open = new Uint8Array(document.nodeCount);
    this.#rows = new Uint32Array(document.nodeCount);
    this.#rebuild();
  }

  get count(): number {
    return this.#count;
  }

  /** The node in a row. */
  node(row: number): number {
    return this.#rows[row] ?? 0;
  }

  /** The row of a node; undefined while it is folded away. */
  rowOf(node: number): number | undefined {
    const row = this.#lowerBound(node);
    return row < this.#count && this.#rows[row] === node ? row : undefined;
  }

  isOpen(node: number): boolean {
    return this.#open[node] === 1;
  }

  setOpen(node: number, open: boolean): void {
    if (this.isOpen(node) === open || this.#document.childCount(node) === 0) return;
    this.#open[node] = open ? 1 : 0;
    const row = this.rowOf(node);
    if (row === undefined) return;
    const after = this.#lowerBound(this.#document.next(node));
    if (open) {
      const tail = this.#rows.slice(after, this.#count);
      const end = this.#fill(row + 1, node + 1, this.#document.next(node));
      this.#rows.set(tail, end);
      this.#count = end + tail.length;
    } else {
      this.#rows.copyWithin(row + 1, after, this.#count);
      this.#count -= after - row - 1;
    }
  }

  /** Opens what is above a node, so that it has a row. */
  reveal(node: number): void {
    let isChanged = false;
    for (let at = this.#document.parent(node); at >= 0; at = this.#document.parent(at)) {
      isChanged ||= !this.isOpen(at);
      this.#open[at] = 1;
    }
    if (isChanged) this.#rebuild();
  }

  /** Opens every node above a depth and closes the rest; 0 closes all, Infinity opens all. */
  openTo(depth: number): void {
    for (let node = 0; node < this.#document.nodeCount; node += 1) {
      this.#open[node] = this.#document.childCount(node) > 0 && this.#document.depth(node) < depth ? 1 : 0;
    }
    this.#rebuild();
  }

  #rebuild(): void {
    this.#count = this.#fill(0, 0, this.#document.nodeCount);
  }

  /** Writes the rows of nodes [from, to) beginning at a row; returns the row after them. */
  #fill(row: number, from: number, to: number): number {
    let at = row;
    for (let node = from; node < to;) {
      this.#rows[at] = node;
      at += 1;
      node = this.#open[node] === 1 ? node + 1 : this.#document.next(node);
    }
    return at;
  }

  /** The first row whose node is not before this one. */
  #lowerBound(node: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#rows[middle] ?? 0) < node) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
