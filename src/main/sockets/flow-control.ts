import type { Clock } from '../../shared/domain/clock.ts';

/** More than this is cut by the server (protocol D3). */
export const largestWindow = 1_000;

/** The messages a socket of this queue size may have outstanding: zero counts as one (protocol D7). */
export function windowOf(receiverQueueSize: number | undefined): number {
  return Math.min(Math.max(receiverQueueSize ?? largestWindow, 1), largestWindow);
}

export interface FlowState {
  readonly mode: 'push' | 'pull';
  /** Frames delivered and not answered on this socket; in pull mode not counted. */
  readonly inFlight: number;
  readonly window: number;
  /** Pull mode: messages that may still come. */
  readonly permits: number;
  /** Epoch ms since when nothing can come; undefined while messages may flow. */
  readonly stalledSince: number | undefined;
  readonly why: string | undefined;
}

/**
 * Our mirror of the server's own counter (protocol D7), so that a stall can be shown with its cause.
 * Push: every frame written adds one, every ack or negative ack received takes one away, and at the window the server
 * stops. Pull: permits take away, acks do not matter, and at zero it stops.
 */
export class FlowControl {
  readonly #clock: Clock;
  readonly #mode: 'push' | 'pull';
  readonly #window: number;
  #pending = 0;
  #stalledSince: number | undefined;

  constructor(clock: Clock, mode: 'push' | 'pull', receiverQueueSize: number | undefined) {
    this.#clock = clock;
    this.#mode = mode;
    this.#window = windowOf(receiverQueueSize);
    this.reset();
  }

  /** A new socket starts with a new counter. */
  reset(): void {
    this.#pending = 0;
    this.#stalledSince = undefined;
    this.#review();
  }

  delivered(): void {
    this.#pending += 1;
    this.#review();
  }

  /** Acks, negative acks and a reader's permits. May go below zero: acks of frames of an earlier socket count too. */
  answered(count: number): void {
    if (this.#mode === 'push') this.#pending -= count;
    this.#review();
  }

  permitted(count: number): void {
    if (this.#mode === 'pull') this.#pending -= count;
    this.#review();
  }

  get state(): FlowState {
    const pull = this.#mode === 'pull';
    return {
      mode: this.#mode,
      inFlight: pull ? 0 : Math.max(this.#pending, 0),
      window: this.#window,
      permits: pull ? Math.max(-this.#pending, 0) : 0,
      stalledSince: this.#stalledSince,
      why: this.#stalledSince === undefined ? undefined : this.#cause(),
    };
  }

  #review(): void {
    const limit = this.#mode === 'pull' ? 0 : this.#window;
    if (this.#pending < limit) this.#stalledSince = undefined;
    else this.#stalledSince ??= this.#clock.now();
  }

  #cause(): string {
    return this.#mode === 'pull'
      ? 'No permits are left: the service sends nothing until more messages are asked for.'
      : `All ${this.#window} messages of the window wait for an acknowledgement: the service sends nothing more until some are answered.`;
  }
}
