import type { Consumer } from './consumer.ts';

export type SubscriptionType = 'Exclusive' | 'Failover' | 'Shared' | 'Key_Shared';

/** Decides which consumer gets the next message; one implementation a family of subscription types (protocol D12). */
export interface Dispatcher {
  readonly consumers: readonly Consumer[];
  /** The consumer that alone receives (Exclusive, Failover). */
  readonly activeConsumer: Consumer | undefined;
  /** Messages held back until their delivery time. */
  readonly delayedCount: number;
  add(consumer: Consumer): void;
  /** Takes the consumer out; what it did not settle goes to the others. */
  remove(consumer: Consumer): void;
  /** Hands out messages until permits or messages run out. */
  dispatch(): void;
  /** Hands unsettled messages of this consumer out again. */
  redeliver(consumer: Consumer, indexes: readonly number[]): void;
  /** A message was acknowledged: nothing of it needs to be kept. */
  settled(index: number): void;
  /** The cursor was moved: everybody starts afresh from its new place. */
  restart(): void;
  stop(): void;
}
