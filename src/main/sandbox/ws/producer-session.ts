import { BrokerError } from '../broker/broker-error.ts';
import type { Broker } from '../broker/broker.ts';
import { encodeMessageId } from '../broker/message-id-encoder.ts';
import type { Message, MessageDraft } from '../broker/message.ts';
import { partsOf, type PartitionedTopic } from '../broker/partitioned-topic.ts';
import { createProducer, type Producer } from '../broker/producer.ts';
import type { Topic } from '../broker/topic.ts';
import { CommandGate } from './command-gate.ts';
import { readProducerFrame, sendErrors, type SendError } from './producer-frame.ts';
import type { ProducerParameters } from './producer-parameters.ts';
import { ProducerRouting } from './producer-routing.ts';
import type { Session } from './session.ts';
import type { SocketChannel } from './socket-channel.ts';
import { UpgradeRefusal } from './upgrade-refusal.ts';

export interface ProducerSessionOptions {
  readonly broker: Broker;
  readonly topic: Topic | PartitionedTopic;
  readonly parameters: ProducerParameters;
  readonly address: string;
  /** Finds or makes the topic again once it was deleted; without it the socket stays open and stores nothing. */
  readonly reopen: (() => Topic | PartitionedTopic) | undefined;
}

interface PendingSend {
  readonly draft: MessageDraft;
  readonly context: string | undefined;
}

/** A producer socket: one reply for each frame, in order, with its context (protocol D4). Batches when the client asked for it. */
export class ProducerSession implements Session {
  readonly kind = 'producer';
  readonly topic: string;
  readonly #broker: Broker;
  readonly #parameters: ProducerParameters;
  readonly #producer: Producer;
  readonly #reopen: ProducerSessionOptions['reopen'];
  readonly #gate = new CommandGate((text) => this.#handle(text));
  readonly #batches = new Map<Topic, PendingSend[]>();
  #cancelFlush: (() => void) | undefined;
  #parts: readonly Topic[];
  #routing: ProducerRouting;
  #sequenceId: number;
  #channel: SocketChannel | undefined;

  constructor({ broker, topic, parameters, address, reopen }: ProducerSessionOptions) {
    this.topic = topic.name.local;
    this.#broker = broker;
    this.#parameters = parameters;
    this.#reopen = reopen;
    this.#parts = partsOf(topic);
    this.#routing = new ProducerRouting(this.#parts, parameters.isRoundRobin);
    this.#sequenceId = parameters.initialSequenceId + 1;
    const id = broker.nextSerial();
    const name = parameters.producerName ?? `standalone-0-${id}`;
    if (this.#parts.some((part) => part.isTerminated)) {
      throw new UpgradeRefusal(503, 'Failed to create producer/consumer: Topic was already terminated');
    }
    if (this.#parts.some((part) => part.producers.has(name))) {
      throw new BrokerError('producer-busy', `Producer with name '${name}' is already connected to topic`);
    }
    this.#producer = createProducer({ id, name, address, nowMs: broker.clock.now() });
    for (const part of this.#parts) part.producers.set(name, this.#producer);
  }

  open(channel: SocketChannel): void {
    this.#channel = channel;
  }

  onText(text: string): void {
    this.#gate.push(text);
  }

  onWritable(): void {
    // Replies are not queued here: a producer that does not read them is slowed down by its own window.
  }

  holdDeliveries(): void {
    // A producer receives nothing but replies.
  }

  /** Fault: frames wait unread, so no receipt is given. */
  holdAcks(isHeld: boolean): void {
    this.#gate.hold(isHeld);
  }

  release(): void {
    this.#flush();
    for (const part of this.#parts) {
      if (part.producers.get(this.#producer.name) === this.#producer)
        part.producers.delete(this.#producer.name);
    }
  }

  #handle(text: string): void {
    const frame = readProducerFrame(text, {
      producerName: this.#producer.name,
      sequenceId: this.#sequenceId,
      nowMs: this.#broker.clock.now(),
    });
    if ('failure' in frame) {
      this.#channel?.close(1011, frame.failure);
      return;
    }
    if ('error' in frame) {
      this.#replyError(frame.error, frame.errorMsg, frame.context);
      return;
    }
    this.#sequenceId++;
    this.#comeBack();
    const topic = this.#routing.partFor(frame.draft.key);
    if (topic === undefined) return;
    // Delayed messages are never batched, as in the real client.
    if (this.#parameters.batchingEnabled && frame.draft.deliverAtMs === 0) this.#batch(topic, frame);
    else this.#publish([frame], () => [topic.publish(frame.draft)]);
  }

  /** The client inside the real service connects again by itself, which makes a deleted topic anew (protocol D10). */
  #comeBack(): void {
    if (this.#reopen === undefined || !this.#parts.some(({ isDeleted }) => isDeleted)) return;
    this.#parts = partsOf(this.#reopen());
    this.#routing = new ProducerRouting(this.#parts, this.#parameters.isRoundRobin);
    for (const part of this.#parts) part.producers.set(this.#producer.name, this.#producer);
  }

  #batch(topic: Topic, send: PendingSend): void {
    const waiting = this.#batches.get(topic) ?? [];
    const { maxPendingMessages, batchingMaxMessages, batchingMaxPublishDelayMs } = this.#parameters;
    if (maxPendingMessages > 0 && waiting.length >= maxPendingMessages) {
      this.#replyError(sendErrors.refused, 'Producer send queue is full', send.context);
      return;
    }
    waiting.push(send);
    this.#batches.set(topic, waiting);
    if (waiting.length >= batchingMaxMessages) this.#flush();
    else this.#cancelFlush ??= this.#broker.clock.after(batchingMaxPublishDelayMs, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const batches = [...this.#batches];
    this.#batches.clear();
    for (const [topic, sends] of batches) {
      // One message alone is written without the framing of a batch.
      this.#publish(sends, () => {
        const [first, ...others] = sends.map(({ draft }) => draft);
        if (first === undefined) return [];
        return others.length === 0 ? [topic.publish(first)] : topic.publishBatch([first, ...others]);
      });
    }
  }

  #publish(sends: readonly PendingSend[], store: () => readonly Message[]): void {
    const outcome = this.#store(store);
    for (const [at, { draft, context }] of sends.entries()) {
      const message = outcome instanceof BrokerError ? undefined : outcome[at];
      if (message === undefined) {
        const reason = outcome instanceof BrokerError ? outcome.message : 'Message was not stored';
        this.#replyError(sendErrors.refused, reason, context);
        continue;
      }
      this.#producer.rateIn.record(this.#broker.clock.now(), 1, draft.payloadBytes);
      const echo = context === undefined ? '' : `,"context":${JSON.stringify(context)}`;
      this.#channel?.sendText(
        `{"result":"ok","messageId":"${receiptId(message)}"${echo},"errorCode":0,"schemaVersion":0}`,
      );
    }
  }

  #store(store: () => readonly Message[]): readonly Message[] | BrokerError {
    try {
      return store();
    } catch (error) {
      if (error instanceof BrokerError) return error;
      throw error;
    }
  }

  #replyError(error: SendError, errorMsg: string | undefined, context: string | undefined): void {
    this.#channel?.sendText(
      JSON.stringify({ result: `send-error:${error}`, errorMsg, context, errorCode: 0, schemaVersion: 0 }),
    );
  }
}

/** A receipt names the place in a batch, but not how large the batch is (protocol D13). */
function receiptId(message: Message): string {
  return encodeMessageId(message.batchSize === 0 ? message : { ...message, batchSize: 0 });
}
