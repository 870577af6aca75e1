import type { Clock } from '../../../shared/domain/clock.ts';
import type { Consumer } from './consumer.ts';
import { hasRoom, type ConsumerChoice } from './consumer-choice.ts';
import type { Cursor } from './cursor.ts';
import { DelayedMessages } from './delayed-messages.ts';
import type { Dispatcher } from './dispatcher.ts';
import { IndexQueue } from './index-queue.ts';
import type { Message } from './message.ts';
import type { MessageLog } from './message-log.ts';

/** How many messages may wait for a busy Key_Shared consumer before reading stops for everybody. */
const LOOK_AHEAD_LIMIT = 2_000;

/**
 * Shared and Key_Shared: several consumers receive at once; unsettled messages are handed out again one by one with a count.
 * Counts live here and end with the last consumer (protocol D3, D12).
 */
export class SharedDispatcher implements Dispatcher {
  readonly activeConsumer = undefined;
  readonly #log: MessageLog;
  readonly #cursor: Cursor;
  readonly #clock: Clock;
  readonly #choice: ConsumerChoice;
  readonly #again = new IndexQueue();
  readonly #parked = new Map<Consumer, IndexQueue>();
  readonly #counts = new Map<number, number>();
  readonly #delayed: DelayedMessages;
  #parkedCount = 0;
  #consumers: readonly Consumer[] = [];

  constructor(log: MessageLog, cursor: Cursor, clock: Clock, choice: ConsumerChoice) {
    this.#log = log;
    this.#cursor = cursor;
    this.#clock = clock;
    this.#choice = choice;
    this.#delayed = new DelayedMessages(clock, (indexes) => {
      for (const index of indexes) this.#again.add(index);
      this.dispatch();
    });
  }

  get consumers(): readonly Consumer[] {
    return this.#consumers;
  }

  get delayedCount(): number {
    return this.#delayed.size;
  }

  add(consumer: Consumer): void {
    this.#consumers = [...this.#consumers, consumer];
    this.#unpark();
  }

  remove(consumer: Consumer): void {
    this.#consumers = this.#consumers.filter((other) => other !== consumer);
    this.#unpark();
    // A consumer that leaves is no redelivery: what it had is handed out with the counts as they were.
    for (const index of consumer.unacked) this.#takeBack(index);
    consumer.unacked.clear();
    this.dispatch();
  }

  redeliver(consumer: Consumer, indexes: readonly number[]): void {
    for (const index of withWholeBatches(this.#log, indexes)) {
      if (!consumer.unacked.delete(index)) continue;
      this.#counts.set(index, (this.#counts.get(index) ?? 0) + 1);
      this.#takeBack(index);
    }
    this.dispatch();
  }

  dispatch(): void {
    const nowMs = this.#clock.now();
    while (this.#consumers.some(hasRoom)) {
      const message = this.#nextParked() ?? this.#next(nowMs);
      if (message === undefined) return;
      const consumer = this.#choice.choose(message, this.#consumers);
      if (consumer === undefined) this.#again.add(message.index);
      else if (hasRoom(consumer)) this.#give(consumer, message, nowMs);
      else this.#park(consumer, message);
    }
  }

  settled(index: number): void {
    this.#counts.delete(index);
    this.#choice.released(index);
  }

  restart(): void {
    this.stop();
    this.#unpark();
    this.#again.clear();
    for (const consumer of this.#consumers) {
      for (const index of consumer.unacked) this.#choice.released(index);
      consumer.restart();
    }
    this.dispatch();
  }

  stop(): void {
    this.#delayed.clear();
  }

  #give(consumer: Consumer, message: Message, nowMs: number): void {
    this.#choice.given(message, consumer);
    consumer.give(message, this.#counts.get(message.index) ?? 0, nowMs);
  }

  #takeBack(index: number): void {
    this.#choice.released(index);
    this.#again.add(index);
  }

  #next(nowMs: number): Message | undefined {
    for (;;) {
      const index = this.#again.takeFirst();
      if (index === undefined) break;
      const message = this.#cursor.isSettled(index) ? undefined : this.#log.at(index);
      if (message !== undefined) return message;
    }
    if (this.#parkedCount >= LOOK_AHEAD_LIMIT) return undefined;
    for (;;) {
      const message = this.#cursor.read();
      if (message === undefined || message.deliverAtMs <= nowMs) return message;
      this.#delayed.add(message);
    }
  }

  #nextParked(): Message | undefined {
    if (this.#parkedCount === 0) return undefined;
    for (const [consumer, waiting] of this.#parked) {
      if (!hasRoom(consumer)) continue;
      const index = waiting.takeFirst();
      if (index === undefined) continue;
      this.#parkedCount--;
      const message = this.#cursor.isSettled(index) ? undefined : this.#log.at(index);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  #park(consumer: Consumer, message: Message): void {
    const waiting = this.#parked.get(consumer) ?? new IndexQueue();
    this.#parked.set(consumer, waiting);
    waiting.add(message.index);
    this.#parkedCount++;
  }

  /** Consumers came or went: whatever waited for one of them is chosen for anew. */
  #unpark(): void {
    for (const waiting of this.#parked.values()) {
      for (let index = waiting.takeFirst(); index !== undefined; index = waiting.takeFirst())
        this.#again.add(index);
    }
    this.#parked.clear();
    this.#parkedCount = 0;
  }
}

/** An entry is what is redelivered: with a message of a batch come all its others (protocol D7). */
function withWholeBatches(log: MessageLog, indexes: readonly number[]): Iterable<number> {
  if (!indexes.some((index) => (log.at(index)?.batchSize ?? 0) > 0)) return indexes;
  const whole = new Set<number>();
  for (const index of indexes) {
    const { batchSize, batchIndex } = log.at(index) ?? { batchSize: 0, batchIndex: 0 };
    const first = batchSize > 0 ? index - batchIndex : index;
    for (let member = 0; member < Math.max(1, batchSize); member++) whole.add(first + member);
  }
  return whole;
}
