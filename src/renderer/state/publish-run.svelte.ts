import type { Client } from '../api/client.ts';
import type { Timers } from './timers.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { OutgoingMessage, PublishTarget, Receipt } from '../../shared/contract/schemas/publish.ts';

/** Messages on their way without a receipt: enough to keep the socket busy, few enough to stop at once. */
const mostInFlight = 32;

export interface PublishRunOptions {
  readonly client: Client;
  readonly timers: Timers;
  readonly target: PublishTarget;
  readonly total: number;
  /** Null: as fast as receipts come. */
  readonly perSecond: number | null;
  readonly message: (sequence: number) => OutgoingMessage;
}

/**
 * Publishes a message several times at a steady pace. The first one that fails ends the run: what was confirmed is
 * confirmed, and nothing is sent twice.
 */
export class PublishRun {
  confirmed = $state(0);
  refused = $state(0);
  /** Sent, but nobody knows whether the service has them. */
  unknown = $state(0);
  inFlight = $state(0);
  isCancelled = $state(false);
  error = $state.raw<ErrorReport>();
  receipt = $state.raw<Receipt>();
  readonly total: number;
  #sent = $state(0);
  readonly #isEnding: boolean = $derived.by(
    () => this.isCancelled || this.error !== undefined || this.#sent === this.total,
  );
  readonly isRunning = $derived(!this.#isEnding || this.inFlight > 0);
  #stopWaiting: (() => void) | undefined;
  readonly #startedAt: number;
  readonly #options: PublishRunOptions;

  constructor(options: PublishRunOptions) {
    this.#options = options;
    this.total = options.total;
    this.#startedAt = options.timers.now();
    this.#pump();
  }

  /** What is on its way is waited for; nothing more is sent. */
  cancel(): void {
    this.isCancelled = true;
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
  }

  #pump(): void {
    while (!this.#isEnding && this.inFlight < mostInFlight && this.#stopWaiting === undefined) {
      const waitMs = this.#dueAt(this.#sent) - this.#options.timers.now();
      if (waitMs <= 0) {
        void this.#sendNext();
        continue;
      }
      this.#stopWaiting = this.#options.timers.after(waitMs, () => {
        this.#stopWaiting = undefined;
        this.#pump();
      });
    }
  }

  /** By the start of the run, so that one late timer does not delay all that follow. */
  #dueAt(sequence: number): number {
    const { perSecond } = this.#options;
    return perSecond === null ? this.#startedAt : this.#startedAt + (sequence * 1_000) / perSecond;
  }

  async #sendNext(): Promise<void> {
    const { client, target, message } = this.#options;
    const sequence = this.#sent;
    this.#sent += 1;
    this.inFlight += 1;
    try {
      this.receipt = await client.call('publish.send', { target, message: message(sequence) });
      this.confirmed += 1;
    } catch (thrown) {
      const report = reportOf(thrown);
      if (report.code === 'SEND_OUTCOME_UNKNOWN' || report.code === 'SEND_TIMEOUT') this.unknown += 1;
      else this.refused += 1;
      this.error ??= report;
    } finally {
      this.inFlight -= 1;
      this.#pump();
    }
  }
}
