import { detach, type Attachment } from '../broker/attachment.ts';
import type { Broker } from '../broker/broker.ts';
import { partsOf, type PartitionedTopic } from '../broker/partitioned-topic.ts';
import { Redelivery } from '../broker/redelivery.ts';
import type { Topic } from '../broker/topic.ts';
import { attachAll, locate } from './attaching.ts';
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
}

/** A consumer socket: messages out, commands in (protocol D6). Throws a BrokerError when the subscription refuses it. */
export class ConsumerSession implements Session {
  readonly kind = 'consumer';
  readonly topic: string;
  readonly #window: FlowWindow;
  readonly #delivery: Delivery;
  readonly #gate = new CommandGate((text) => this.#handle(text));
  readonly #redelivery: ReadonlyMap<Attachment['consumer'], Redelivery>;
  #attachments: readonly Attachment[];
  #channel: SocketChannel | undefined;

  constructor({ broker, topic, subscription, parameters, address }: ConsumerSessionOptions) {
    this.topic = topic.name.local;
    this.#window = new FlowWindow(parameters);
    const redelivery = new Map<Attachment['consumer'], Redelivery>();
    this.#redelivery = redelivery;
    this.#delivery = new Delivery({
      window: this.#window,
      flow: (consumer, permits) => this.#subscriptionOf(consumer)?.flow(consumer, permits),
      onSent: ({ consumer, message, redeliveryCount }) =>
        redelivery.get(consumer)?.sent(message, redeliveryCount),
    });
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
      redelivery.set(attachment.consumer, new Redelivery(broker, attachment, parameters));
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
    for (const redelivery of this.#redelivery.values()) redelivery.stop();
    for (const attachment of this.#attachments) detach(attachment);
    this.#attachments = [];
  }

  #handle(text: string): void {
    const frame = parseClientFrame(text);
    if (frame === undefined) {
      // The real service asks for close code 3, which cannot be sent: the connection just drops (protocol D10).
      this.#channel?.drop();
      return;
    }
    const type = textField(frame, 'type') ?? '';
    switch (type) {
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
    const found = locate(this.#attachments, id);
    if (found === undefined && this.#attachments.length > 0) {
      this.#channel?.close(1011, 'java.lang.IllegalArgumentException');
      return;
    }
    const redelivery = found === undefined ? undefined : this.#redelivery.get(found.attachment.consumer);
    if (redelivery !== undefined) for (const index of found?.indexes ?? []) settle(redelivery, index);
    this.#window.answered();
    this.#delivery.pump();
  }

  #permit(frame: ClientFrame): void {
    const count = integerField(frame, 'permitMessages');
    if (count === undefined) {
      this.#channel?.drop();
      return;
    }
    this.#window.permit(count);
    this.#delivery.pump();
  }

  /** The socket stays open but silent; with other consumers attached it fails and drops (protocol D6). */
  #unsubscribe(): void {
    if (this.#attachments.some(({ subscription }) => subscription.consumers.length > 1)) {
      this.#channel?.drop();
      return;
    }
    for (const { topic, subscription } of this.#attachments) {
      if (topic.subscriptions.get(subscription.name) === subscription)
        topic.unsubscribe(subscription.name, { force: true });
    }
    this.release();
  }

  #isEndOfTopic(): boolean {
    return this.#attachments.every(
      ({ topic, subscription }) => topic.isTerminated && subscription.backlog === 0,
    );
  }

  #subscriptionOf(consumer: Attachment['consumer']): Attachment['subscription'] | undefined {
    return this.#attachments.find((attachment) => attachment.consumer === consumer)?.subscription;
  }
}
