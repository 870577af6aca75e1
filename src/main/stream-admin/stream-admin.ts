/**
 * The stream-admin room owns what GDN and Pulsar have in common beyond sockets: the interface the app administers
 * streams through, and the HTTP transport under both clients.
 */
import type { Region } from '../../shared/contract/schemas/connection.ts';
import type { StreamEntry, StreamStats } from '../../shared/contract/schemas/stream.ts';
import type { StreamName, StreamScope } from '../../shared/domain/stream-name.ts';
import type { ProvideTarget } from '../sockets/socket-request.ts';
import type { CursorAdmin } from './cursor-admin.ts';
import type { NamespaceReach, NamespaceSubscriptionReach, StreamReach, SubscriptionReach } from './reach.ts';

/** What the service can do beyond the interface's plain calls. */
export interface AdminCapabilities {
  /** Streams are made in a local and a global side of a fabric. */
  readonly scopes: boolean;
  /** A backlog can be cleared for one subscription of one stream; otherwise for a whole namespace only. */
  readonly clearsOneBacklog: boolean;
  readonly publishesOverRest: boolean;
  readonly oneTimePasswords: boolean;
}

/** A subscription's backlog as counted from the ledgers, also while nobody is connected. */
export interface OfflineBacklog {
  readonly storageSize: number;
  readonly totalMessages: number;
  readonly backlog: number;
  readonly subscriptions: readonly { readonly name: string; readonly backlog: number }[];
}

/**
 * Administration of one connection's streams. Every call rejects with a StreamscopeError; each destructive call states in
 * its argument's type how far it reaches (protocol A7, E3).
 */
export interface StreamAdmin {
  readonly kind: 'gdn' | 'pulsar';
  readonly capabilities: AdminCapabilities;
  /** Addresses and credentials of sockets; fresh at every call. */
  readonly provideTarget: ProvideTarget;
  /** Finer work on cursors; GDN has none of it (protocol A7). */
  readonly cursors: CursorAdmin | undefined;

  /** Proves the credentials. */
  signIn(): Promise<{ readonly tenant: string }>;
  /** Names of the fabrics (GDN) or `tenant/namespace` (Pulsar) that these credentials may use. */
  listFabrics(): Promise<readonly string[]>;
  /** Where the streams live; services without data centres to tell of leave it out. */
  listRegions?(): Promise<readonly Region[]>;
  listStreams(fabric: string): Promise<readonly StreamEntry[]>;
  createStream(fabric: string, name: string, scope: StreamScope): Promise<StreamEntry>;
  stats(stream: StreamName): Promise<StreamStats>;
  offlineBacklog(stream: StreamName): Promise<OfflineBacklog>;
  listSubscriptions(stream: StreamName): Promise<readonly string[]>;
  /** Publishes one message with a payload only; properties and keys need a producer socket. */
  publish(stream: StreamName, payload: Uint8Array): Promise<void>;

  /**
   * With `force` also while producers or consumers are connected. On GDN they stay silent from then on (protocol D10). On
   * Pulsar the clients of the broker's proxy connect again, and where topics are created by themselves (the default) the
   * topic is back at once, empty (seen with Pulsar 4.2.4): close one's own sockets first.
   */
  deleteStream(target: StreamReach, options: { readonly force: boolean }): Promise<void>;
  deleteSubscription(target: SubscriptionReach | NamespaceSubscriptionReach): Promise<void>;
  clearBacklog(target: SubscriptionReach | NamespaceSubscriptionReach | NamespaceReach): Promise<void>;
  /** Drops messages older than this from every subscription of the stream. `nothingToDo` is no failure (protocol E3). */
  expireMessages(target: StreamReach, olderThanSeconds: number): Promise<'issued' | 'nothingToDo'>;
  /** Seconds; 0 is none. */
  timeToLive(target: NamespaceReach): Promise<number>;
  setTimeToLive(target: NamespaceReach, seconds: number): Promise<void>;

  /** Ends connections and pending requests. */
  stop(): void;
}
