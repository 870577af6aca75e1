import { detach, type Attachment } from '../broker/attachment.ts';
import type { Broker } from '../broker/broker.ts';
import { Consumer } from '../broker/consumer.ts';
import type { SubscriptionType } from '../broker/dispatcher.ts';
import { decodeMessageId } from '../broker/message-id-decoder.ts';
import type { MessagePosition } from '../broker/message-position.ts';
import type { Topic } from '../broker/topic.ts';
import type { Delivery } from './delivery.ts';

export interface AttachOptions {
  readonly broker: Broker;
  readonly delivery: Delivery;
  readonly subscription: string;
  readonly type: SubscriptionType;
  readonly isDurable: boolean;
  readonly startIndex: (topic: Topic) => number;
  readonly consumerName: string;
  readonly queueSize: number;
  readonly priorityLevel: number;
  readonly address: string;
}

/** Attaches to every part, or to none when one refuses. */
export function attachAll(topics: readonly Topic[], options: AttachOptions): readonly Attachment[] {
  const attachments: Attachment[] = [];
  try {
    for (const topic of topics) attachments.push(attach(topic, options));
  } catch (error) {
    for (const attachment of attachments) detach(attachment);
    throw error;
  }
  return attachments;
}

function attach(topic: Topic, options: AttachOptions): Attachment {
  const subscription = topic.subscribe(options.subscription, {
    type: options.type,
    isDurable: options.isDurable,
    startIndex: options.startIndex(topic),
  });
  const consumer = new Consumer({
    name: options.consumerName,
    sink: options.delivery,
    queueSize: options.queueSize,
    priorityLevel: options.priorityLevel,
    address: options.address,
    connectedAtMs: options.broker.clock.now(),
  });
  subscription.attach(consumer, options.type);
  if (options.queueSize === 0) options.delivery.requestFrom(consumer);
  return { topic, subscription, consumer };
}

/** The messages that a client's id names: one, or all of a batch when the id names its entry. Undefined for an unreadable id. */
export function locate(
  attachments: readonly Attachment[],
  id: string,
): { attachment: Attachment; indexes: readonly number[] } | undefined {
  const position = decodeMessageId(id);
  if (position === undefined) return undefined;
  const [first] = attachments;
  const attachment =
    attachments.length === 1
      ? first
      : attachments.find(({ topic }) => topic.partition === position.partition);
  if (attachment === undefined) return first === undefined ? undefined : { attachment: first, indexes: [] };
  return { attachment, indexes: indexesAt(attachment.topic, position) };
}

function indexesAt(topic: Topic, position: MessagePosition): readonly number[] {
  const exact = topic.log.find(position);
  if (exact !== undefined) return [exact];
  if (position.batchIndex >= 0) return [];
  const indexes: number[] = [];
  for (let index = topic.log.firstFrom(position); ; index++) {
    const message = topic.log.at(index);
    if (message?.ledgerId !== position.ledgerId || message.entryId !== position.entryId) return indexes;
    indexes.push(index);
  }
}
