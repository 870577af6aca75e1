import type { Consumer, ConsumerSink } from '../../../../src/main/sandbox/broker/consumer.ts';
import { Consumer as BrokerConsumer } from '../../../../src/main/sandbox/broker/consumer.ts';
import { draftOf, type Message, type MessageDraft } from '../../../../src/main/sandbox/broker/message.ts';

/** A consumer that keeps what it gets, as text with the redelivery count: `a`, `b#1`. */
export interface CollectingConsumer {
  readonly consumer: Consumer;
  readonly messages: Message[];
  /** What came since the last look. */
  take(): string[];
}

export function collectingConsumer(
  name: string,
  options: { queueSize?: number; priorityLevel?: number } = {},
): CollectingConsumer {
  const messages: Message[] = [];
  const seen: string[] = [];
  const sink: ConsumerSink = {
    receive(_consumer, message, redeliveryCount) {
      messages.push(message);
      seen.push(`${textOf(message)}${redeliveryCount > 0 ? `#${redeliveryCount}` : ''}`);
    },
    discardQueued: () => 0,
  };
  const consumer = new BrokerConsumer({
    name,
    sink,
    queueSize: options.queueSize ?? 1000,
    priorityLevel: options.priorityLevel ?? 0,
    address: '/test',
    connectedAtMs: 0,
  });
  return { consumer, messages, take: () => seen.splice(0) };
}

export function draft(text: string, parts: { key?: string; deliverAtMs?: number } = {}): MessageDraft {
  return draftOf({ payload: Buffer.from(text), ...parts });
}

export function textOf(message: Message): string {
  return Buffer.from(message.payload, 'base64').toString();
}
