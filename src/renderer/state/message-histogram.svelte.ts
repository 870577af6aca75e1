import type { MessageRows } from './message-rows.ts';
import type { Timers } from './timers.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { Histogram } from '../../shared/contract/schemas/histogram.ts';

/** Between two counts, however fast messages come. */
export const countEveryMs = 1_000;

export interface CountedRows extends Histogram {
  /** Rows that had been taken away at the beginning when it was counted: positions count from there. */
  readonly dropped: number;
  /** The marked messages among the rows; undefined when all that are marked are. */
  readonly marked: readonly number[] | undefined;
}

type CountableRows = Pick<MessageRows, 'dropped' | 'histogram' | 'shownMarks'>;

/** The rows of one view over time, counted anew at most once a second. */
export class MessageHistogram {
  value = $state.raw<CountedRows>();
  error = $state.raw<ErrorReport>();
  #wanted: number | undefined;
  #asked: number | undefined;
  #isAsking = false;
  #isStopped = false;
  #stopWaiting: (() => void) | undefined;
  readonly #rows: CountableRows;
  readonly #timers: Timers;

  constructor(rows: CountableRows, timers: Timers) {
    this.#rows = rows;
    this.#timers = timers;
  }

  /** Counts soon, into at most so many stretches of time. */
  want(buckets: number): void {
    this.#wanted = buckets;
    // Other stretches than those that are shown are not waited for: the table has just got its width.
    if (buckets !== this.#asked && !this.#isAsking) this.#endWait();
    if (!this.#isAsking && this.#stopWaiting === undefined) void this.#ask();
  }

  stop(): void {
    this.#isStopped = true;
    this.#endWait();
  }

  #endWait(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
  }

  async #ask(): Promise<void> {
    const buckets = this.#wanted;
    if (buckets === undefined || this.#isStopped) return;
    this.#wanted = undefined;
    this.#asked = buckets;
    this.#isAsking = true;
    try {
      const { dropped } = this.#rows;
      const [counted, marked] = await Promise.all([this.#rows.histogram(buckets), this.#rows.shownMarks()]);
      if (this.#isStopped) return;
      this.value = { ...counted, dropped, marked };
      this.error = undefined;
    } catch (error) {
      this.error = reportOf(error);
    } finally {
      this.#isAsking = false;
      if (this.#wanted !== undefined && this.#wanted !== buckets) void this.#ask();
      else if (!this.#isStopped)
        this.#stopWaiting = this.#timers.after(countEveryMs, () => {
          this.#stopWaiting = undefined;
          void this.#ask();
        });
    }
  }
}
