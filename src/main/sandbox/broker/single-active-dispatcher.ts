import type { Clock } from '../../../shared/domain/clock.ts';
import type { Consumer } from './consumer.ts';
import type { Cursor } from './cursor.ts';
import type { Dispatcher } from './dispatcher.ts';

/** A Failover consumer that becomes the active one, even as the first of all, waits this long, so that an old one's last acknowledgements arrive (protocol D12). */
export const FAILOVER_SWITCH_DELAY_MS = 1_000;

/** Exclusive and Failover: one consumer receives all, in order; a redelivery starts over from the first unsettled message. */
export class SingleActiveDispatcher implements Dispatcher {
  readonly delayedCount = 0;
  readonly #cursor: Cursor;
  readonly #clock: Clock;
  readonly #switchDelayMs: number;
  #consumers: readonly Consumer[] = [];
  #active: Consumer | undefined;
  #cancelSwitch: (() => void) | undefined;

  /** `switchDelayMs` is 0 for Exclusive, where nobody else can still be at work. */
  constructor(cursor: Cursor, clock: Clock, switchDelayMs: number) {
    this.#cursor = cursor;
    this.#clock = clock;
    this.#switchDelayMs = switchDelayMs;
  }

  get consumers(): readonly Consumer[] {
    return this.#consumers;
  }

  get activeConsumer(): Consumer | undefined {
    return this.#active;
  }

  add(consumer: Consumer): void {
    this.#consumers = [...this.#consumers, consumer].sort(byPriorityThenName);
    this.#elect();
  }

  remove(consumer: Consumer): void {
    this.#consumers = this.#consumers.filter((other) => other !== consumer);
    this.#elect();
  }

  dispatch(): void {
    const consumer = this.#active;
    if (consumer === undefined || this.#cancelSwitch !== undefined) return;
    const nowMs = this.#clock.now();
    while (consumer.hasPermit) {
      const message = this.#cursor.read();
      if (message === undefined) return;
      consumer.give(message, 0, nowMs);
    }
  }

  /** Whichever messages were named, the whole window comes again (protocol D12). */
  redeliver(consumer: Consumer, indexes: readonly number[]): void {
    if (consumer !== this.#active || !indexes.some((index) => consumer.unacked.has(index))) return;
    consumer.permits += consumer.sink.discardQueued(consumer);
    consumer.unacked.clear();
    this.#cursor.rewind();
    this.dispatch();
  }

  settled(): void {
    // Order is the log's own: there is nothing to forget.
  }

  restart(): void {
    for (const consumer of this.#consumers) consumer.restart();
    this.dispatch();
  }

  stop(): void {
    this.#cancelSwitch?.();
    this.#cancelSwitch = undefined;
  }

  #elect(): void {
    const best = this.#consumers[0];
    if (best === this.#active) return;
    this.stop();
    const previous = this.#active;
    if (previous !== undefined && this.#consumers.includes(previous)) previous.restart();
    this.#active = best;
    this.#cursor.rewind();
    if (best === undefined || this.#switchDelayMs === 0) return;
    this.#cancelSwitch = this.#clock.after(this.#switchDelayMs, () => {
      this.#cancelSwitch = undefined;
      this.dispatch();
    });
  }
}

function byPriorityThenName(a: Consumer, b: Consumer): number {
  return a.priorityLevel - b.priorityLevel || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
