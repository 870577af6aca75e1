import type { Clock } from '../../../shared/domain/clock.ts';
import { BrokerError } from './broker-error.ts';
import type { Consumer } from './consumer.ts';
import { KeyChoice, RoundRobinChoice } from './consumer-choice.ts';
import { Cursor } from './cursor.ts';
import type { Dispatcher, SubscriptionType } from './dispatcher.ts';
import type { Message } from './message.ts';
import type { MessageLog } from './message-log.ts';
import { isSameEntry } from './message-position.ts';
import { RateMeter } from './rate-meter.ts';
import { SharedDispatcher } from './shared-dispatcher.ts';
import { FAILOVER_SWITCH_DELAY_MS, SingleActiveDispatcher } from './single-active-dispatcher.ts';

export interface SubscriptionOptions {
  readonly name: string;
  readonly type: SubscriptionType;
  /** A subscription that is not durable ends with its last consumer (readers, `subscriptionMode=NonDurable`). */
  readonly isDurable: boolean;
  readonly startIndex: number;
}

/** A cursor in a topic's log with the consumers that share it (protocol D12). */
export class Subscription {
  readonly name: string;
  readonly isDurable: boolean;
  readonly cursor: Cursor;
  readonly rateExpired: RateMeter;
  totalExpired = 0;
  lastExpireMs = 0;
  lastAckedMs = 0;
  lastFlowMs = 0;
  #departed = { messagesOut: 0, bytesOut: 0, lastConsumedMs: 0 };
  #type: SubscriptionType;
  #dispatcher: Dispatcher | undefined;
  #isDispatching = false;
  #dispatchAgain = false;
  readonly #log: MessageLog;
  readonly #clock: Clock;

  constructor(log: MessageLog, clock: Clock, options: SubscriptionOptions) {
    this.#log = log;
    this.#clock = clock;
    this.name = options.name;
    this.isDurable = options.isDurable;
    this.#type = options.type;
    this.cursor = new Cursor(log, options.startIndex);
    this.rateExpired = new RateMeter(clock.now());
  }

  get type(): SubscriptionType {
    return this.#type;
  }

  get consumers(): readonly Consumer[] {
    return this.#dispatcher?.consumers ?? [];
  }

  get activeConsumer(): Consumer | undefined {
    return this.#dispatcher?.activeConsumer;
  }

  get delayedCount(): number {
    return this.#dispatcher?.delayedCount ?? 0;
  }

  get backlog(): number {
    return this.cursor.backlog;
  }

  get unackedCount(): number {
    return this.consumers.reduce((sum, consumer) => sum + consumer.unacked.size, 0);
  }

  /** Counters over all consumers there ever were. */
  get delivered(): Delivered {
    return this.consumers.reduce(addDelivered, this.#departed);
  }

  attach(consumer: Consumer, type: SubscriptionType): void {
    if (this.consumers.length > 0) {
      if (type !== this.#type) throw new BrokerError('consumer-busy', 'Subscription is of different type');
      if (type === 'Exclusive')
        throw new BrokerError('consumer-busy', 'Exclusive consumer is already connected');
    }
    if (this.#dispatcher === undefined || type !== this.#type) {
      this.#type = type;
      this.#dispatcher = this.#createDispatcher(type);
    }
    this.#dispatcher.add(consumer);
    this.dispatch();
  }

  detach(consumer: Consumer): void {
    if (!this.consumers.includes(consumer)) return;
    this.#departed = addDelivered(this.#departed, consumer);
    this.#dispatcher?.remove(consumer);
    if (this.consumers.length > 0) return;
    this.#dispatcher?.stop();
    this.#dispatcher = undefined;
    this.cursor.rewind();
  }

  acknowledge(index: number): void {
    const isNew = this.cursor.acknowledge(index);
    const nowMs = this.#clock.now();
    this.lastAckedMs = nowMs;
    for (const consumer of this.consumers) if (consumer.unacked.delete(index)) consumer.lastAckedMs = nowMs;
    if (!isNew) return;
    this.#dispatcher?.settled(index);
  }

  redeliver(consumer: Consumer, indexes: readonly number[]): void {
    this.#dispatcher?.redeliver(consumer, indexes);
  }

  /** The consumer's client asks for `permits` more messages. */
  flow(consumer: Consumer, permits: number): void {
    consumer.permits += permits;
    consumer.lastFlowMs = this.#clock.now();
    this.lastFlowMs = consumer.lastFlowMs;
    this.dispatch();
  }

  /** Receiving may grant permits, which dispatches again: that call only leaves a mark, so the stack stays flat. */
  dispatch(): void {
    if (this.#isDispatching) {
      this.#dispatchAgain = true;
      return;
    }
    this.#isDispatching = true;
    try {
      do {
        this.#dispatchAgain = false;
        this.#dispatcher?.dispatch();
      } while (this.#dispatchAgain);
    } finally {
      this.#isDispatching = false;
    }
  }

  /** Moves the cursor so that `index` is the next message; connected consumers start afresh (protocol E3 resetcursor). */
  seek(index: number): void {
    this.cursor.seek(index);
    this.#dispatcher?.restart();
  }

  /** Acknowledges the first `count` entries of the backlog without delivering them; returns how many there were. */
  skip(count: number): number {
    let entries = 0;
    let previous: Message | undefined;
    for (const message of this.cursor.unsettled()) {
      if (!isSameEntry(message, previous)) {
        if (entries >= count) break;
        entries++;
      }
      this.#settle(message);
      previous = message;
    }
    return entries;
  }

  /** Settles what was published before `timeMs`; returns how many messages expired. */
  expireBefore(timeMs: number): number {
    let expired = 0;
    let bytes = 0;
    for (const message of this.cursor.unsettled()) {
      if (message.publishTimeMs >= timeMs) break;
      this.#settle(message);
      expired++;
      bytes += message.payloadBytes;
    }
    if (expired > 0) {
      this.totalExpired += expired;
      this.lastExpireMs = this.#clock.now();
      this.rateExpired.record(this.lastExpireMs, expired, bytes);
    }
    return expired;
  }

  /** The log dropped everything before `index`. Returns how many unacknowledged messages are lost for this subscription. */
  forgetBefore(index: number): number {
    return this.cursor.forgetBefore(index);
  }

  stop(): void {
    this.#dispatcher?.stop();
    this.#dispatcher = undefined;
  }

  #settle(message: Message): void {
    this.cursor.acknowledge(message.index);
    for (const consumer of this.consumers) consumer.unacked.delete(message.index);
    this.#dispatcher?.settled(message.index);
  }

  #createDispatcher(type: SubscriptionType): Dispatcher {
    switch (type) {
      case 'Exclusive':
        return new SingleActiveDispatcher(this.cursor, this.#clock, 0);
      case 'Failover':
        return new SingleActiveDispatcher(this.cursor, this.#clock, FAILOVER_SWITCH_DELAY_MS);
      case 'Shared':
        return new SharedDispatcher(this.#log, this.cursor, this.#clock, new RoundRobinChoice());
      case 'Key_Shared':
        return new SharedDispatcher(this.#log, this.cursor, this.#clock, new KeyChoice());
    }
  }
}

interface Delivered {
  readonly messagesOut: number;
  readonly bytesOut: number;
  readonly lastConsumedMs: number;
}

function addDelivered(sum: Delivered, consumer: Delivered): Delivered {
  return {
    messagesOut: sum.messagesOut + consumer.messagesOut,
    bytesOut: sum.bytesOut + consumer.bytesOut,
    lastConsumedMs: Math.max(sum.lastConsumedMs, consumer.lastConsumedMs),
  };
}
