import type { StreamName } from '../../shared/domain/stream-name.ts';
import type { StreamReach, SubscriptionReach } from './reach.ts';

/** A place in a stream as the admin API writes it; ids are 64-bit, so texts. */
export interface Position {
  readonly ledger: string;
  readonly entry: string;
  /** -1 when the stream is not partitioned. */
  readonly partition: number;
  /** -1 for a whole entry. */
  readonly batchIndex: number;
}

/** A message seen without moving any cursor (protocol E4). */
export interface PeekedMessage {
  readonly position: Position;
  readonly payload: Uint8Array;
  readonly properties: Readonly<Record<string, string>>;
  readonly key: string | undefined;
  /** ISO text as the server wrote it. */
  readonly publishTime: string | undefined;
  /** Epoch ms. */
  readonly eventTime: number | undefined;
  readonly producerName: string | undefined;
  readonly sequenceId: string | undefined;
  readonly encrypted: boolean;
}

/** What Pulsar's admin API can do with cursors and ledgers (protocol E2, E3). */
export interface CursorAdmin {
  /**
   * Up to `count` un-acked entries from the n-th on, n from 1. One entry may hold many messages. A subscription that does
   * not exist is refused, not created.
   */
  peek(target: SubscriptionReach, from: number, count: number): Promise<readonly PeekedMessage[]>;
  /** `at` is where the new subscription starts. */
  createSubscription(target: SubscriptionReach, at: 'earliest' | 'latest' | Position): Promise<void>;
  skip(target: SubscriptionReach, count: number): Promise<void>;
  /** Moves the cursor; consumers are disconnected for a moment. Epoch ms or a position. */
  resetCursor(target: SubscriptionReach, to: number | Position): Promise<void>;
  expireSubscription(target: SubscriptionReach, olderThanSeconds: number): Promise<'issued' | 'nothingToDo'>;
  /** Ends the stream for good: nothing can be published any more. Returns the last message's place. */
  terminate(target: StreamReach): Promise<Position>;
  lastMessageId(stream: StreamName): Promise<Position>;
  /**
   * The message at or just after a time, epoch ms. When there is none, older brokers say so (undefined), and Pulsar 4.2.4
   * names the place that the next message will have: the answer need not be a message that exists.
   */
  messageIdAt(stream: StreamName, time: number): Promise<Position | undefined>;
  /** Number of partitions; 0 when the stream is not partitioned. */
  partitions(stream: StreamName): Promise<number>;
  internalStats(stream: StreamName): Promise<InternalStats>;
}

/** The parts of Pulsar's internal stats that the app explains (protocol E5). */
export interface InternalStats {
  readonly state: string;
  readonly numberOfEntries: number;
  readonly totalSize: number;
  readonly lastConfirmedEntry: string;
  readonly ledgers: readonly { readonly ledger: string; readonly entries: number; readonly size: number }[];
  readonly cursors: readonly {
    readonly subscription: string;
    readonly markDeletePosition: string;
    readonly readPosition: string;
    readonly individuallyDeletedMessages: string;
  }[];
}
