import type { Consumer } from './consumer.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

/** One topic or partition that a consumer or reader is attached to. */
export interface Attachment {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly consumer: Consumer;
}

/** Leaves the subscription; one that is not durable ends with its last consumer. */
export function detach({ topic, subscription, consumer }: Attachment): void {
  subscription.detach(consumer);
  const isEnded = !subscription.isDurable && subscription.consumers.length === 0;
  if (isEnded && topic.subscriptions.get(subscription.name) === subscription) {
    topic.subscriptions.delete(subscription.name);
  }
}
