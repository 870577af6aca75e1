import { detach, type Attachment } from '../broker/attachment.ts';
import type { Broker } from '../broker/broker.ts';
import { decodeMessageId } from '../broker/message-id-decoder.ts';
import { partsOf, type PartitionedTopic } from '../broker/partitioned-topic.ts';
import type { Topic } from '../broker/topic.ts';
import { attachAll } from './attaching.ts';
import { parseClientFrame, textField } from './client-frame.ts';
import { CommandGate } from './command-gate.ts';
import { Delivery } from './delivery.ts';
import { FlowWindow } from './flow-window.ts';
import type { Session } from './session.ts';
import type { SocketChannel } from './socket-channel.ts';
import { UpgradeRefusal } from './upgrade-refusal.ts';

export interface ReaderSessionOptions {
  readonly broker: Broker;
  readonly topic: Topic | PartitionedTopic;
  /** `latest`, `earliest` or a base64 id to start behind (protocol D3). */
  readonly startId: string;
  readonly receiverQueueSize: number;
  readonly readerName: string | undefined;
  /** Ten hex digits for the name of the reader's own subscription. */
  readonly randomSuffix: string;
  readonly address: string;
}

/** A reader socket: a non-durable Exclusive subscription of its own that counts a message as read when it is written. */
export class ReaderSession implements Session {
  readonly kind = 'reader';
  readonly topic: string;
  readonly #window: FlowWindow;
  readonly #delivery: Delivery;
  readonly #gate = new CommandGate((text) => this.#handle(text));
  #attachments: readonly Attachment[];
  #channel: SocketChannel | undefined;

  constructor(options: ReaderSessionOptions) {
    const { broker, topic, receiverQueueSize } = options;
    this.topic = topic.name.local;
    const parts = partsOf(topic);
    const startIndex = startOf(options.startId, parts.length);
    this.#window = new FlowWindow({ receiverQueueSize, pullMode: false });
    this.#delivery = new Delivery({
      window: this.#window,
      flow: (consumer, permits) => this.#attachmentOf(consumer)?.subscription.flow(consumer, permits),
      onSent: ({ consumer, message }) =>
        this.#attachmentOf(consumer)?.subscription.acknowledge(message.index),
    });
    const subscription = `${parts.length > 1 ? 'multiTopicsReader' : 'reader'}-${options.randomSuffix}`;
    this.#attachments = attachAll(parts, {
      broker,
      delivery: this.#delivery,
      subscription,
      type: 'Exclusive',
      isDurable: false,
      startIndex,
      consumerName: options.readerName ?? subscription,
      queueSize: receiverQueueSize,
      priorityLevel: 0,
      address: options.address,
    });
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
    for (const attachment of this.#attachments) detach(attachment);
    this.#attachments = [];
  }

  /** Any text but the end-of-topic question, even one that is no JSON, lets one more message out (protocol D6, D7). */
  #handle(text: string): void {
    const frame = parseClientFrame(text);
    if (frame === null) {
      this.#channel?.close(1011, 'Cannot read field "type" because "command" is null');
      return;
    }
    if (frame !== undefined && textField(frame, 'type') === 'isEndOfTopic') {
      const endOfTopic = this.#attachments.every(
        ({ topic, subscription }) => topic.isTerminated && subscription.backlog === 0,
      );
      this.#channel?.sendText(JSON.stringify({ endOfTopic }));
      return;
    }
    this.#window.answered();
    this.#delivery.pump();
  }

  #attachmentOf(consumer: Attachment['consumer']): Attachment | undefined {
    return this.#attachments.find((attachment) => attachment.consumer === consumer);
  }
}

/** Where a reader starts in each part; an id is exclusive and belongs to one part only. */
function startOf(startId: string, parts: number): (topic: Topic) => number {
  if (startId === 'latest' || startId === '') return ({ log }) => log.nextIndex;
  if (startId === 'earliest') return ({ log }) => log.firstIndex;
  const position = decodeMessageId(startId);
  if (position === undefined) throw new UpgradeRefusal(400, 'Failed to create reader: Invalid message id');
  if (parts > 1 && position.ledgerId > 0 && Number.isSafeInteger(position.ledgerId)) {
    throw new UpgradeRefusal(
      500,
      'Failed to create reader: a partitioned topic is read from earliest or latest',
    );
  }
  return ({ log }) => log.firstAfter(position);
}
