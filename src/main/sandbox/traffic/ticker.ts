import type { Clock } from '../../../shared/domain/clock.ts';

/** A fast stream comes in small bursts this far apart; a slow one message by message, so that it costs next to nothing. */
const SHORTEST_TICK_MS = 20;
const LONGEST_TICK_MS = 500;
/** After a sleep of the machine or a busy loop, no more than this is made up for at once. */
const LONGEST_CATCH_UP_MS = 1_000;

export interface Ticker {
  /** Messages a second; 0 pauses. */
  setRate(perSecond: number): void;
  stop(): void;
}

/** Calls `emit` with how many messages are due, at most some fifty times a second: no timer for a single message. */
export function startTicker(clock: Clock, perSecond: number, emit: (count: number) => void): Ticker {
  let rate = perSecond;
  let lastMs = clock.now();
  let owed = 0;
  let isStopped = false;
  let cancel = clock.after(tickMs(rate), tick);

  function tick(): void {
    const nowMs = clock.now();
    owed += (rate * Math.min(LONGEST_CATCH_UP_MS, Math.max(0, nowMs - lastMs))) / 1000;
    lastMs = nowMs;
    const due = Math.floor(owed);
    owed -= due;
    if (due > 0) emit(due);
    if (!isStopped) cancel = clock.after(tickMs(rate), tick);
  }

  return {
    setRate(next) {
      rate = Math.max(0, next);
      owed = 0;
      lastMs = clock.now();
      cancel();
      if (!isStopped) cancel = clock.after(tickMs(rate), tick);
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

function tickMs(perSecond: number): number {
  return Math.min(LONGEST_TICK_MS, Math.max(SHORTEST_TICK_MS, Math.floor(1000 / perSecond)));
}
