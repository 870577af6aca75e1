const WINDOW_SECONDS = 10;

/** Messages and bytes a second over the last ten seconds, in one-second buckets. */
export class RateMeter {
  readonly #messages = new Array<number>(WINDOW_SECONDS).fill(0);
  readonly #bytes = new Array<number>(WINDOW_SECONDS).fill(0);
  #second: number;
  readonly #startedMs: number;

  constructor(nowMs: number) {
    this.#startedMs = nowMs;
    this.#second = Math.floor(nowMs / 1000);
  }

  record(nowMs: number, messages: number, bytes: number): void {
    this.#advance(nowMs);
    const bucket = this.#second % WINDOW_SECONDS;
    this.#messages[bucket] = (this.#messages[bucket] ?? 0) + messages;
    this.#bytes[bucket] = (this.#bytes[bucket] ?? 0) + bytes;
  }

  /** Rates rounded to thousandths, over the window or over the meter's life when that is shorter. */
  read(nowMs: number): { messagesPerSecond: number; bytesPerSecond: number } {
    this.#advance(nowMs);
    const intoSecond = (nowMs % 1000) / 1000;
    const seconds = Math.max(1, Math.min(WINDOW_SECONDS - 1 + intoSecond, (nowMs - this.#startedMs) / 1000));
    return {
      messagesPerSecond: perSecond(this.#messages, seconds),
      bytesPerSecond: perSecond(this.#bytes, seconds),
    };
  }

  #advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const steps = Math.min(second - this.#second, WINDOW_SECONDS);
    for (let step = 1; step <= steps; step++) {
      const bucket = (this.#second + step) % WINDOW_SECONDS;
      this.#messages[bucket] = 0;
      this.#bytes[bucket] = 0;
    }
    if (second > this.#second) this.#second = second;
  }
}

function perSecond(buckets: readonly number[], seconds: number): number {
  const sum = buckets.reduce((total, value) => total + value, 0);
  return Math.round((sum / seconds) * 1000) / 1000;
}
