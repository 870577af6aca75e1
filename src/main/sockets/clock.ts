/** Time as the room sees it, so that tests can own it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs the callback once after a delay; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The machine's own time. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
