import type { Clock } from '../../../shared/domain/clock.ts';

/** Message indexes that come due a fixed time after they were set, in order; one timer for all of them. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #delayMs: number;
  readonly #onDue: (indexes: readonly number[]) => void;
  /** A Map keeps insertion order, which with a fixed delay is the order of coming due. */
  readonly #dueMs = new Map<number, number>();
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, delayMs: number, onDue: (indexes: readonly number[]) => void) {
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#onDue = onDue;
  }

  /** Starts the wait for `index`, anew if it was waiting. */
  set(index: number): void {
    this.#dueMs.delete(index);
    this.#dueMs.set(index, this.#clock.now() + this.#delayMs);
    if (this.#cancelTimer === undefined) this.#arm(this.#delayMs);
  }

  delete(index: number): void {
    this.#dueMs.delete(index);
  }

  stop(): void {
    this.#dueMs.clear();
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #arm(delayMs: number): void {
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#check());
  }

  #check(): void {
    this.#cancelTimer = undefined;
    const nowMs = this.#clock.now();
    const due: number[] = [];
    for (const [index, dueMs] of this.#dueMs) {
      if (dueMs > nowMs) {
        this.#arm(dueMs - nowMs);
        break;
      }
      due.push(index);
      this.#dueMs.delete(index);
    }
    if (due.length > 0) this.#onDue(due);
  }
}
