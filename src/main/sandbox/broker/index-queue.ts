/** Message indexes waiting to be handed out again, smallest first, each at most once. A binary heap beside a set. */
export class IndexQueue {
  readonly #heap: number[] = [];
  readonly #members = new Set<number>();

  get size(): number {
    return this.#members.size;
  }

  has(index: number): boolean {
    return this.#members.has(index);
  }

  add(index: number): void {
    if (this.#members.has(index)) return;
    this.#members.add(index);
    this.#heap.push(index);
    this.#rise(this.#heap.length - 1);
  }

  takeFirst(): number | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    this.#members.delete(first);
    return first;
  }

  clear(): void {
    this.#heap.length = 0;
    this.#members.clear();
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfSmaller(at, parent)) return;
      at = parent;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const smaller = (this.#heap[right] ?? Infinity) < (this.#heap[left] ?? Infinity) ? right : left;
      if (!this.#swapIfSmaller(smaller, at)) return;
      at = smaller;
    }
  }

  #swapIfSmaller(child: number, parent: number): boolean {
    const a = this.#heap[child];
    const b = this.#heap[parent];
    if (a === undefined || b === undefined || a >= b) return false;
    this.#heap[child] = b;
    this.#heap[parent] = a;
    return true;
  }
}
