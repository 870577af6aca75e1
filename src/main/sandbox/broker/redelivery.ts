import { BrokerError } from './broker-error.ts';
import type { Broker } from './broker.ts';
import type { Message } from './message.ts';
import { partsOf } from './partitioned-topic.ts';
import { fullName, parseTopicName, type TopicName } from './topic-name.ts';
import type { Attachment } from './attachment.ts';
import { Deadlines } from './deadlines.ts';

/** How unsettled messages of one consumer come again (protocol D3). */
export interface RedeliveryPolicy {
  /** 0 = off. */
  readonly ackTimeoutMs: number;
  readonly nackDelayMs: number;
  /** 0 = no dead-letter policy. */
  readonly maxRedeliverCount: number;
  /** Full topic name; undefined means `{topic}-{subscription}-DLQ`. */
  readonly deadLetterTopic: string | undefined;
}

/**
 * What the Pulsar client inside the WebSocket service does for a consumer: ack time-out, delayed negative acks and the
 * dead-letter policy (protocol D3, D12).
 */
export class Redelivery {
  readonly #broker: Broker;
  readonly #attachment: Attachment;
  readonly #parameters: RedeliveryPolicy;
  readonly #ackDeadlines: Deadlines | undefined;
  readonly #nackDeadlines: Deadlines;
  readonly #deadLetterCandidates = new Set<number>();

  constructor(broker: Broker, attachment: Attachment, parameters: RedeliveryPolicy) {
    this.#broker = broker;
    this.#attachment = attachment;
    this.#parameters = parameters;
    const redeliver = (indexes: readonly number[]): void => this.#redeliver(indexes);
    this.#nackDeadlines = new Deadlines(broker.clock, parameters.nackDelayMs, redeliver);
    this.#ackDeadlines =
      parameters.ackTimeoutMs > 0
        ? new Deadlines(broker.clock, parameters.ackTimeoutMs, redeliver)
        : undefined;
  }

  sent(message: Message, redeliveryCount: number): void {
    this.#ackDeadlines?.set(message.index);
    const { maxRedeliverCount } = this.#parameters;
    if (maxRedeliverCount > 0 && redeliveryCount >= maxRedeliverCount)
      this.#deadLetterCandidates.add(message.index);
  }

  acknowledged(index: number): void {
    this.#forget(index);
    this.#attachment.subscription.acknowledge(index);
  }

  negativelyAcknowledged(index: number): void {
    this.#ackDeadlines?.delete(index);
    this.#nackDeadlines.set(index);
  }

  stop(): void {
    this.#ackDeadlines?.stop();
    this.#nackDeadlines.stop();
    this.#deadLetterCandidates.clear();
  }

  #redeliver(indexes: readonly number[]): void {
    const { subscription, consumer } = this.#attachment;
    const again = indexes.filter((index) => !this.#buried(index));
    subscription.redeliver(consumer, again);
  }

  /** A message that was delivered often enough goes to the dead-letter topic and is acknowledged. */
  #buried(index: number): boolean {
    const { topic, subscription } = this.#attachment;
    const message = topic.log.at(index);
    if (
      message === undefined ||
      !this.#deadLetterCandidates.has(index) ||
      subscription.cursor.isSettled(index)
    )
      return false;
    if (!this.#bury(message)) return false;
    this.acknowledged(index);
    return true;
  }

  /** A dead-letter topic that takes nothing (terminated, namespace gone) leaves the message where it is. */
  #bury(message: Message): boolean {
    const { topic, subscription } = this.#attachment;
    const origin = `${message.ledgerId}:${message.entryId}:${message.partition}`;
    try {
      partsOf(this.#broker.findOrCreate(this.#deadLetterName()))[0]?.publish({
        ...message,
        properties: {
          ...message.properties,
          REAL_TOPIC: fullName(topic.name),
          REAL_SUBSCRIPTION: subscription.name,
          ORIGIN_MESSAGE_ID: origin,
          // The real client writes the id under this name too.
          ORIGIN_MESSAGE_IDY_TIME: origin,
        },
        deliverAtMs: 0,
      });
      return true;
    } catch (error) {
      if (error instanceof BrokerError) return false;
      throw error;
    }
  }

  #deadLetterName(): TopicName {
    const { topic, subscription } = this.#attachment;
    const { deadLetterTopic } = this.#parameters;
    if (deadLetterTopic !== undefined) return parseTopicName(deadLetterTopic);
    return { ...topic.name, local: `${topic.name.local}-${subscription.name}-DLQ` };
  }

  #forget(index: number): void {
    this.#ackDeadlines?.delete(index);
    this.#nackDeadlines.delete(index);
    this.#deadLetterCandidates.delete(index);
  }
}
