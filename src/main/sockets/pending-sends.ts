import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Receipt } from '../../shared/contract/schemas/publish.ts';
import type { Clock } from '../../shared/domain/clock.ts';

export interface PendingSend {
  /** Epoch ms. */
  readonly sentAt: number;
  readonly frameBytes: number;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: Error) => void;
}

interface Waiter {
  readonly atMost: number;
  readonly resolve: () => void;
}

/** Messages that wait for their receipts, by `context`, the wire's only correlation (protocol D4). Bounded by its owner. */
export class PendingSends {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  // In the order of sending, so the first entry is always the next to time out.
  readonly #sends = new Map<string, PendingSend>();
  #waiters: Waiter[] = [];
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  get size(): number {
    return this.#sends.size;
  }

  add(context: string, send: PendingSend): void {
    this.#sends.set(context, send);
    this.#cancelTimer ??= this.#clock.after(this.#timeoutMs, () => this.#expire());
  }

  /** Removes and returns the message a reply is about. */
  take(context: string): PendingSend | undefined {
    const send = this.#sends.get(context);
    if (send !== undefined) {
      this.#sends.delete(context);
      this.#shrunk();
    }
    return send;
  }

  rejectAll(error: Error): void {
    const sends = [...this.#sends.values()];
    this.#sends.clear();
    for (const send of sends) send.reject(error);
    this.#shrunk();
  }

  whenAtMost(count: number): Promise<void> {
    if (this.#sends.size <= count) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push({ atMost: count, resolve });
    });
  }

  /** One timer for all: it is set for the oldest message and moved on when it fires, not with every receipt. */
  #expire(): void {
    this.#cancelTimer = undefined;
    const due = this.#clock.now() - this.#timeoutMs;
    for (const [context, send] of this.#sends) {
      if (send.sentAt > due) {
        this.#cancelTimer = this.#clock.after(send.sentAt - due, () => this.#expire());
        break;
      }
      this.#sends.delete(context);
      send.reject(
        new StreamscopeError(
          'SEND_TIMEOUT',
          `No receipt came within ${this.#timeoutMs} ms: the service may or may not have stored this message.`,
        ),
      );
    }
    this.#shrunk();
  }

  #shrunk(): void {
    if (this.#sends.size === 0) {
      this.#cancelTimer?.();
      this.#cancelTimer = undefined;
    }
    if (this.#waiters.length === 0) return;
    const ready = this.#waiters.filter((waiter) => this.#sends.size <= waiter.atMost);
    this.#waiters = this.#waiters.filter((waiter) => this.#sends.size > waiter.atMost);
    for (const waiter of ready) waiter.resolve();
  }
}
