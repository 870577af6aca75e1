import type { Clock } from '../../../shared/domain/clock.ts';
import type { Message } from './message.ts';

/** Messages whose delivery time has not come, ordered by it; one timer for the earliest (protocol D4 `deliverAt`). */
export class DelayedMessages {
  readonly #clock: Clock;
  readonly #onDue: (indexes: readonly number[]) => void;
  #waiting: { dueMs: number; index: number }[] = [];
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, onDue: (indexes: readonly number[]) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  get size(): number {
    return this.#waiting.length;
  }

  add(message: Message): void {
    const entry = { dueMs: message.deliverAtMs, index: message.index };
    let at = this.#waiting.length;
    // Delays are mostly alike, so a new message belongs near the end.
    while (at > 0 && (this.#waiting[at - 1]?.dueMs ?? 0) > entry.dueMs) at--;
    this.#waiting.splice(at, 0, entry);
    if (at === 0) this.#arm();
  }

  clear(): void {
    this.#waiting = [];
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #arm(): void {
    this.#cancelTimer?.();
    const first = this.#waiting[0];
    this.#cancelTimer =
      first === undefined
        ? undefined
        : this.#clock.after(Math.max(0, first.dueMs - this.#clock.now()), () => this.#release());
  }

  #release(): void {
    const nowMs = this.#clock.now();
    const firstLater = this.#waiting.findIndex((entry) => entry.dueMs > nowMs);
    const due = this.#waiting.splice(0, firstLater < 0 ? this.#waiting.length : firstLater);
    this.#arm();
    if (due.length > 0) this.#onDue(due.map((entry) => entry.index));
  }
}
