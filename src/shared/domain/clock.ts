/** Time as the rooms see it, passed in, so that tests can own it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs the callback once after a delay; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}
