/** What the broker refuses, by name. The HTTP and socket shells turn each fault into their own status and words. */
export type BrokerFault =
  | 'invalid-name'
  | 'namespace-not-found'
  | 'topic-not-found'
  | 'topic-exists'
  | 'topic-in-use'
  | 'topic-terminated'
  | 'topic-deleted'
  | 'partitioned-topic'
  | 'subscription-not-found'
  | 'subscription-exists'
  | 'subscription-in-use'
  | 'consumer-busy'
  | 'producer-busy'
  | 'message-not-found'
  /** A path that the real server does not route, e.g. a word where a number belongs. */
  | 'path-unknown'
  /** Something the real server fails at without having foreseen it. */
  | 'internal'
  | 'message-too-large'
  | 'nothing-to-expire';

export class BrokerError extends Error {
  readonly fault: BrokerFault;

  constructor(fault: BrokerFault, message: string) {
    super(message);
    this.name = 'BrokerError';
    this.fault = fault;
  }
}
