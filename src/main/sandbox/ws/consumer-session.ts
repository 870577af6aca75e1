import { detach, type Attachment } from '../broker/attachment.ts';
import { BrokerError } from '../broker/broker-error.ts';
import type { Broker } from '../broker/broker.ts';
import { partsOf, type PartitionedTopic } from '../broker/partitioned-topic.ts';
import { Redelivery } from '../broker/redelivery.ts';
import type { Topic } from '../broker/topic.ts';
import { attachAll, locate } from './attaching.ts';
import { readBase64 } from './base64-payload.ts';
import { parseClientFrame, integerField, textField, type ClientFrame } from './client-frame.ts';
import { CommandGate } from './command-gate.ts';
import type { ConsumerParameters } from './consumer-parameters.ts';
import { Delivery } from './delivery.ts';
import { FlowWindow } from './flow-window.ts';
import type { Session } from './session.ts';
import type { SocketChannel } from './socket-channel.ts';

export interface ConsumerSessionOptions {
  readonly broker: Broker;
  readonly topic: Topic | PartitionedTopic;
  readonly subscription: string;
  readonly parameters: ConsumerParameters;
  readonly address: string;
  /** Finds or makes the topic again once it was deleted; without it the socket stays open and silent. */
  readonly reopen: (() => Topic | PartitionedTopic) | undefined;
}

/** How soon the client inside the service connects again to a topic that was deleted below it. */
const RECONNECT_MS = 200;

/** A consumer socket: messages out, commands in (protocol D6). Throws a BrokerError when the subscription refuses it. */
export class ConsumerSession implements Session {
  readonly kind = 'consumer';
  readonly topic: string;
  readonly #window: FlowWindow;
  readonly #delivery: Delivery;
  readonly #gate = new CommandGate((text) => this.#handle(text));
  readonly #redelivery = new Map<Attachment['consumer'], Redelivery>();
  readonly #options: ConsumerSessionOptions;
  readonly #onRemoved = (): void => this.#comeBack();
  #attachments: readonly Attachment[] = [];
  #cancelReconnect: (() => void) | undefined;
  #channel: SocketChannel | undefined;

  constructor(options: ConsumerSessionOptions) {
    this.#options = options;
    this.topic = options.topic.name.local;
    this.#window = new FlowWindow(options.parameters);
    this.#delivery = new Delivery({
      window: this.#window,
      flow: (consumer, permits) => this.#subscriptionOf(consumer)?.flow(consumer, permits),
      onSent: ({ consumer, message, redeliveryCount }) =>
        this.#redelivery.get(consumer)?.sent(message, redeliveryCount),
    });
    this.#attach(options.topic);
  }

  #attach(topic: Topic | PartitionedTopic): void {
    const { broker, subscription, parameters, address } = this.#options;
    this.#attachments = attachAll(partsOf(topic), {
      broker,
      delivery: this.#delivery,
      subscription,
      type: parameters.type,
      isDurable: parameters.isDurable,
      startIndex: ({ log }) => (parameters.startsAtEarliest ? log.firstIndex : log.nextIndex),
      consumerName: parameters.consumerName ?? broker.nextSerial().toString(16).padStart(5, '0'),
      queueSize: parameters.receiverQueueSize,
      priorityLevel: parameters.priorityLevel,
      address,
    });
    for (const attachment of this.#attachments) {
      this.#redelivery.set(attachment.consumer, new Redelivery(broker, attachment, parameters));
      attachment.topic.onRemoved.add(this.#onRemoved);
    }
  }

  open(channel: SocketChannel): void {
    this.#channel = channel;
    this.#delivery.open(channel);
  }

  onText(text: string): void {
    this.#gate.push(text);
  }

  onWritable(): void {
    this.#delivery.pump();
  }

  holdDeliveries(isHeld: boolean): void {
    this.#delivery.hold(isHeld);
  }

  holdAcks(isHeld: boolean): void {
    this.#gate.hold(isHeld);
  }

  release(): void {
    this.#cancelReconnect?.();
    for (const redelivery of this.#redelivery.values()) redelivery.stop();
    this.#redelivery.clear();
    for (const attachment of this.#attachments) {
      attachment.topic.onRemoved.delete(this.#onRemoved);
      detach(attachment);
    }
    this.#attachments = [];
  }

  /** The client inside the real service connects again by itself, which makes a deleted topic anew (protocol D10). */
  #comeBack(): void {
    const { broker, reopen } = this.#options;
    if (reopen === undefined) return;
    this.#cancelReconnect?.();
    this.#cancelReconnect = broker.clock.after(RECONNECT_MS, () => {
      this.release();
      try {
        this.#attach(reopen());
      } catch (error) {
        // Somebody else was faster, or the namespace is gone: this socket stays silent.
        if (!(error instanceof BrokerError)) throw error;
      }
    });
  }

  #handle(text: string): void {
    const frame = parseClientFrame(text);
    if (frame === null) {
      this.#channel?.close(1011, 'Cannot read field "type" because "command" is null');
      return;
    }
    const type = frame === undefined ? null : textField(frame, 'type');
    // The real service asks for close code 3 here, which cannot be sent, and goes on (protocol D10).
    if (frame === undefined || type === null) return;
    switch (type ?? '') {
      case 'permit':
        this.#permit(frame);
        break;
      case 'unsubscribe':
        this.#unsubscribe();
        break;
      case 'isEndOfTopic':
        this.#channel?.sendText(JSON.stringify({ endOfTopic: this.#isEndOfTopic() }));
        break;
      case 'negativeAcknowledge':
        this.#answer(frame, (redelivery, index) => redelivery.negativelyAcknowledged(index));
        break;
      default:
        this.#answer(frame, (redelivery, index) => redelivery.acknowledged(index));
    }
  }

  #answer(frame: ClientFrame, settle: (redelivery: Redelivery, index: number) => void): void {
    const id = textField(frame, 'messageId');
    if (id === undefined || id === null) {
      this.#channel?.close(1011, 'java.lang.NullPointerException');
      return;
    }
    if ('problem' in readBase64(id)) {
      this.#channel?.close(1011, 'java.lang.IllegalArgumentException');
      return;
    }
    const found = locate(this.#attachments, id);
    // Bytes that are no id are another request for close code 3.
    if (found === undefined && this.#attachments.length > 0) return;
    const redelivery = found === undefined ? undefined : this.#redelivery.get(found.attachment.consumer);
    if (redelivery !== undefined) for (const index of found?.indexes ?? []) settle(redelivery, index);
    this.#window.answered();
    this.#delivery.pump();
  }

  #permit(frame: ClientFrame): void {
    const count = integerField(frame, 'permitMessages');
    if (count === undefined) return;
    this.#window.permit(count);
    this.#delivery.pump();
  }

  /** The socket stays open but silent; with other consumers attached nothing happens at all (protocol D6). */
  #unsubscribe(): void {
    if (this.#attachments.some(({ subscription }) => subscription.consumers.length > 1)) return;
    for (const { topic, subscription } of this.#attachments) {
      if (topic.subscriptions.get(subscription.name) === subscription)
        topic.unsubscribe(subscription.name, { force: true });
    }
    this.release();
  }

  #isEndOfTopic(): boolean {
    return (
      this.#attachments.length > 0 &&
      this.#attachments.every(({ topic, subscription }) => topic.isTerminated && subscription.backlog === 0)
    );
  }

  #subscriptionOf(consumer: Attachment['consumer']): Attachment['subscription'] | undefined {
    return this.#attachments.find((attachment) => attachment.consumer === consumer)?.subscription;
  }
}
