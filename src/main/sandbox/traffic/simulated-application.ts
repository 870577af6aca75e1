import { detach, type Attachment } from '../broker/attachment.ts';
import type { Broker } from '../broker/broker.ts';
import { Consumer } from '../broker/consumer.ts';
import type { SubscriptionType } from '../broker/dispatcher.ts';
import type { Message } from '../broker/message.ts';
import { Redelivery } from '../broker/redelivery.ts';
import type { Topic } from '../broker/topic.ts';

export interface ApplicationOptions {
  readonly subscription: string;
  readonly type: SubscriptionType;
  readonly name: string;
  readonly queueSize: number;
  /** How long it works on a message; 'for ever' is an application that hangs. */
  readonly workMs: number | 'for ever';
  /** Says whether it can process a message; one that it cannot is asked for again, and at last goes to the dead letters. */
  readonly canProcess?: (message: Message) => boolean;
  readonly maxRedeliverCount?: number;
  readonly nackDelayMs?: number;
}

/** An application that consumes a stream of the sandbox: somebody to look over the shoulder of. */
export function startApplication(
  broker: Broker,
  topic: Topic,
  options: ApplicationOptions,
): { stop(): void } {
  const { clock } = broker;
  const subscription = topic.subscribe(options.subscription, {
    type: options.type,
    isDurable: true,
    startIndex: topic.log.firstIndex,
  });
  // Bounded by the permits: the broker hands over no more than `queueSize`.
  let waiting: { message: Message; redeliveryCount: number }[] = [];
  let cancelWork: (() => void) | undefined;
  const consumer = new Consumer({
    name: options.name,
    sink: {
      receive(_consumer, message, redeliveryCount) {
        waiting.push({ message, redeliveryCount });
        if (options.workMs !== 'for ever') cancelWork ??= clock.after(options.workMs, work);
      },
      discardQueued() {
        const discarded = waiting.length;
        waiting = [];
        return discarded;
      },
    },
    queueSize: options.queueSize,
    priorityLevel: 0,
    address: '/sandbox',
    connectedAtMs: clock.now(),
  });
  const attachment: Attachment = { topic, subscription, consumer };
  const redelivery = new Redelivery(broker, attachment, {
    ackTimeoutMs: 0,
    nackDelayMs: options.nackDelayMs ?? 1_000,
    maxRedeliverCount: options.maxRedeliverCount ?? 0,
    deadLetterTopic: undefined,
  });

  /** Settles all that waits: one timer a round, however much came in. */
  function work(): void {
    cancelWork = undefined;
    const batch = waiting;
    waiting = [];
    for (const { message, redeliveryCount } of batch) {
      redelivery.sent(message, redeliveryCount);
      if (options.canProcess?.(message) ?? true) redelivery.acknowledged(message.index);
      else redelivery.negativelyAcknowledged(message.index);
    }
    if (batch.length > 0) subscription.flow(consumer, batch.length);
  }

  subscription.attach(consumer, options.type);
  return {
    stop() {
      cancelWork?.();
      redelivery.stop();
      detach(attachment);
    },
  };
}
