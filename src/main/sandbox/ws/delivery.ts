import type { Consumer, ConsumerSink } from '../broker/consumer.ts';
import type { Message } from '../broker/message.ts';
import type { FlowWindow } from './flow-window.ts';
import { MessageFrames } from './message-frame.ts';
import type { SocketChannel } from './socket-channel.ts';

/** A message that the broker handed over and the socket has not sent yet. */
export interface QueuedMessage {
  readonly consumer: Consumer;
  readonly message: Message;
  readonly redeliveryCount: number;
}

export interface DeliveryOptions {
  readonly window: FlowWindow;
  /** Asks the broker for more on behalf of a consumer. */
  readonly flow: (consumer: Consumer, permits: number) => void;
  /** A message was written to the socket. */
  readonly onSent: (sent: QueuedMessage) => void;
}

/**
 * The way of messages to one socket. As in the real service there are two gates: the broker fills a queue of
 * `receiverQueueSize` messages in advance, and the flow window decides how many of them are written (protocol D7). So a
 * stalled socket holds messages of both. The queue is bounded by the permits given, which are refilled by halves.
 */
export class Delivery implements ConsumerSink {
  readonly #options: DeliveryOptions;
  readonly #frames = new MessageFrames();
  readonly #taken = new Map<Consumer, number>();
  readonly #onRequest: Consumer[] = [];
  #queue: QueuedMessage[] = [];
  #head = 0;
  #isPumping = false;
  #isHeld = false;
  #channel: SocketChannel | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  receive(consumer: Consumer, message: Message, redeliveryCount: number): void {
    this.#queue.push({ consumer, message, redeliveryCount });
    this.pump();
  }

  discardQueued(consumer: Consumer): number {
    const waiting = this.#queue.slice(this.#head);
    this.#queue = waiting.filter((entry) => entry.consumer !== consumer);
    this.#head = 0;
    return waiting.length - this.#queue.length;
  }

  /** Fault: nothing is written while held. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.pump();
  }

  /** The upgrade is through: what the broker handed over meanwhile may go out. */
  open(channel: SocketChannel): void {
    this.#channel = channel;
    this.pump();
  }

  /** A consumer without a queue of its own (`receiverQueueSize=0`) is asked for one message whenever the window has room. */
  requestFrom(consumer: Consumer): void {
    this.#onRequest.push(consumer);
  }

  pump(): void {
    const channel = this.#channel;
    if (this.#isPumping || channel === undefined) return;
    this.#isPumping = true;
    const { window, onSent } = this.#options;
    while (!this.#isHeld && window.isOpen && !channel.isCongested) {
      const next = this.#shift() ?? this.#requested();
      if (next === undefined) break;
      window.sent();
      channel.sendText(this.#frames.encode(next.message, next.redeliveryCount));
      onSent(next);
      this.#refill(next.consumer);
    }
    this.#isPumping = false;
  }

  #requested(): QueuedMessage | undefined {
    for (const consumer of this.#onRequest) if (consumer.permits === 0) this.#options.flow(consumer, 1);
    return this.#shift();
  }

  #refill(consumer: Consumer): void {
    if (consumer.queueSize === 0) return;
    const taken = (this.#taken.get(consumer) ?? 0) + 1;
    const isHalf = taken >= Math.max(1, Math.floor(consumer.queueSize / 2));
    this.#taken.set(consumer, isHalf ? 0 : taken);
    if (isHalf) this.#options.flow(consumer, taken);
  }

  #shift(): QueuedMessage | undefined {
    const next = this.#queue[this.#head];
    if (next === undefined) return undefined;
    this.#head++;
    if (this.#head === this.#queue.length) {
      this.#queue = [];
      this.#head = 0;
    } else if (this.#head > 1_000) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return next;
  }
}
