import type { ProducerOptions as ContractOptions } from '../../shared/contract/schemas/publish.ts';
import type { SubscriptionType } from '../../shared/contract/schemas/session.ts';
import type { StreamName } from '../../shared/domain/stream-name.ts';
import type { AttemptContext } from './connection-attempt.ts';
import type { SocketTarget } from './web-socket-port.ts';

/** What a socket is for, with every setting of protocol D2 and D3; times in milliseconds. */
export type SocketRequest = ConsumerRequest | ReaderRequest | ProducerRequest;

export interface ConsumerRequest {
  readonly kind: 'consumer';
  readonly stream: StreamName;
  readonly subscription: string;
  readonly options?: ConsumerOptions;
}

export interface ReaderRequest {
  readonly kind: 'reader';
  readonly stream: StreamName;
  /** The id of a message is exclusive: the first one delivered is the next. */
  readonly from: 'earliest' | 'latest' | { readonly after: string };
  readonly options?: ReaderOptions;
}

export interface ProducerRequest {
  readonly kind: 'producer';
  readonly stream: StreamName;
  readonly options?: ProducerOptions;
}

export type CryptoFailureAction = 'FAIL' | 'DISCARD' | 'CONSUME';

export interface ConsumerOptions {
  readonly type?: SubscriptionType;
  readonly mode?: 'Durable' | 'NonDurable';
  /** Matters when the subscription does not exist yet; older servers ignore it without a word. */
  readonly initialPosition?: 'Latest' | 'Earliest';
  /** 0 is off, otherwise at least 1000. Messages that time out never free the window (protocol D7). */
  readonly ackTimeoutMs?: number;
  readonly negativeAckRedeliveryDelayMs?: number;
  /** Un-acked messages in flight; above 1000 counts as 1000, 0 as 1. */
  readonly receiverQueueSize?: number;
  readonly consumerName?: string;
  /** 0 is served first (Shared and Failover). */
  readonly priorityLevel?: number;
  /** Shared and Key_Shared only. */
  readonly deadLetter?: { readonly maxRedeliverCount: number; readonly topic?: string };
  /** Messages come only when asked for with `permit`. */
  readonly pullMode?: boolean;
  readonly cryptoFailureAction?: CryptoFailureAction;
}

export interface ReaderOptions {
  readonly readerName?: string;
  readonly receiverQueueSize?: number;
  readonly cryptoFailureAction?: CryptoFailureAction;
}

/** Of the contract, and where the producer's numbering begins. */
export interface ProducerOptions extends ContractOptions {
  readonly initialSequenceId?: number;
}

/** Turns a request into an address with fresh credentials; a service's client provides this. */
export type ProvideTarget = (request: SocketRequest, context: AttemptContext) => Promise<SocketTarget>;
