import type { Timers } from '../../../src/renderer/state/timers.ts';

/** A clock the test moves. Timers run in the order they are due. */
export class ManualTimers implements Timers {
  #now = 0;
  #waiting: readonly {
    readonly due: number;
    readonly every: number | undefined;
    readonly run: () => void;
  }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    return this.#add({ due: this.#now + ms, every: undefined, run });
  }

  every(ms: number, run: () => void): () => void {
    return this.#add({ due: this.#now + ms, every: ms, run });
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#waiting
        .filter(({ due }) => due <= end)
        .toSorted((one, other) => one.due - other.due);
      if (next === undefined) break;
      this.#now = next.due;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      if (next.every !== undefined)
        this.#waiting = [...this.#waiting, { ...next, due: next.due + next.every }];
      next.run();
    }
    this.#now = end;
  }

  #add(timer: { due: number; every: number | undefined; run: () => void }): () => void {
    this.#waiting = [...this.#waiting, timer];
    return () => {
      this.#waiting = this.#waiting.filter(({ run }) => run !== timer.run);
    };
  }
}
