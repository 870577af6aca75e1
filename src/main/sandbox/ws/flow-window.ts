/** The limit that the WebSocket service puts on `receiverQueueSize` (protocol D3, D7). */
export const MAX_RECEIVER_QUEUE = 1_000;

/**
 * How many frames may still be written to one socket (protocol D7). The service asks its client for one message at a time:
 * a frame that goes out asks for the next while fewer than `limit` are unanswered; an answer, or a permit, asks again only
 * if the asking had come to an end. So a permit always brings one message, even a permit of 0.
 */
export class FlowWindow {
  readonly isPull: boolean;
  readonly #limit: number;
  #pending = 0;
  /** Messages asked for and not written yet. */
  #asked = 0;

  constructor(options: { receiverQueueSize: number; pullMode: boolean }) {
    this.isPull = options.pullMode;
    this.#limit = options.pullMode ? 0 : Math.max(1, Math.min(options.receiverQueueSize, MAX_RECEIVER_QUEUE));
    if (!options.pullMode) this.#asked = 1;
  }

  get isOpen(): boolean {
    return this.#asked > 0;
  }

  sent(): void {
    this.#asked--;
    this.#pending++;
    if (this.#pending < this.#limit) this.#asked++;
  }

  /** An ack or negative ack came in, for whatever message: push mode may write one frame more. */
  answered(): void {
    if (this.isPull) return;
    if (this.#pending >= this.#limit) this.#asked++;
    this.#pending--;
  }

  permit(count: number): void {
    if (!this.isPull) return;
    if (this.#pending >= 0) this.#asked++;
    this.#pending -= count;
  }
}
