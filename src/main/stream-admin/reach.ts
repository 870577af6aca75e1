import type { StreamName, StreamScope } from '../../shared/domain/stream-name.ts';

/** One stream, and nothing else. */
export interface StreamReach {
  readonly reach: 'stream';
  readonly stream: StreamName;
}

/** One subscription of one stream. */
export interface SubscriptionReach {
  readonly reach: 'subscription';
  readonly stream: StreamName;
  readonly subscription: string;
}

/** Every stream of one side of a fabric, or of a Pulsar namespace. */
export interface NamespaceReach {
  readonly reach: 'namespace';
  /** A GDN fabric, or a Pulsar `tenant/namespace`. */
  readonly fabric: string;
  /** GDN only: which side of the fabric. */
  readonly scope: StreamScope;
}

/** The subscriptions of one name on every stream of a namespace. */
export interface NamespaceSubscriptionReach extends Omit<NamespaceReach, 'reach'> {
  readonly reach: 'namespaceSubscription';
  readonly subscription: string;
}
