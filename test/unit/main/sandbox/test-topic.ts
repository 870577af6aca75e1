import type { Retention } from '../../../../src/main/sandbox/broker/retention.ts';
import { defaultRetention } from '../../../../src/main/sandbox/broker/retention.ts';
import type { SubscriptionType } from '../../../../src/main/sandbox/broker/dispatcher.ts';
import type { Subscription } from '../../../../src/main/sandbox/broker/subscription.ts';
import { Topic } from '../../../../src/main/sandbox/broker/topic.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { draft } from './collecting-sink.ts';

export const startMs = Date.UTC(2026, 10, 24, 12);

export interface TestTopic {
  readonly topic: Topic;
  readonly clock: FakeClock;
  publish(...texts: string[]): void;
  subscribe(name: string, type: SubscriptionType, startIndex?: number): Subscription;
}

export function createTestTopic(retention: Retention = defaultRetention): TestTopic {
  const clock = createFakeClock(startMs);
  let ledgerId = 5;
  const topic = new Topic({
    name: { domain: 'persistent', tenant: 'public', namespace: 'default', local: 't' },
    partition: -1,
    clock,
    retention,
    nextLedgerId: () => ledgerId++,
  });
  return {
    topic,
    clock,
    publish(...texts) {
      for (const text of texts) topic.publish(draft(text));
    },
    subscribe: (name, type, startIndex = 0) => topic.subscribe(name, { type, isDurable: true, startIndex }),
  };
}
