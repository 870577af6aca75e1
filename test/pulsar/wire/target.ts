// The wire room: raw sockets and plain HTTP against a server under test. Nothing of the product is used here, so that a
// mistake of the product's clients cannot hide one of the sandbox.

/** A server that speaks Pulsar's socket and admin protocols. */
export interface Target {
  readonly kind: 'pulsar' | 'sandbox';
  readonly version: string;
  /** `/admin/v2/…` follows. */
  readonly adminUrl: string;
  /** `/ws/v2/…` follows. */
  readonly webSocketUrl: string;
  /** Sent with every request and upgrade. */
  readonly headers: Readonly<Record<string, string>>;
}
