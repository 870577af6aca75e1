/** The limit that the WebSocket service puts on `receiverQueueSize` (protocol D3, D7). */
export const MAX_RECEIVER_QUEUE = 1_000;

/**
 * How many frames may still be written to one socket (protocol D7). Push: at most `limit` frames without an answer. Pull:
 * as many as permits were granted; the count starts at 0 and permits push it below.
 */
export class FlowWindow {
  readonly isPull: boolean;
  readonly #limit: number;
  #pending = 0;

  constructor(options: { receiverQueueSize: number; pullMode: boolean }) {
    this.isPull = options.pullMode;
    this.#limit = options.pullMode ? 0 : Math.max(1, Math.min(options.receiverQueueSize, MAX_RECEIVER_QUEUE));
  }

  get isOpen(): boolean {
    return this.#pending < this.#limit;
  }

  sent(): void {
    this.#pending++;
  }

  /** An ack or negative ack came in, for whatever message: push mode may write one frame more. */
  answered(): void {
    if (!this.isPull) this.#pending--;
  }

  permit(count: number): void {
    if (this.isPull) this.#pending -= count;
  }
}
