/** Times and bounds of a socket; production uses these defaults, tests shorten them. */
export interface SocketTuning {
  /** For signing in and fetching a one-time password. */
  readonly prepareTimeoutMs: number;
  /** From the first packet to the answered upgrade. */
  readonly handshakeTimeoutMs: number;
  /** For the closing handshake; then the connection is cut. */
  readonly closeTimeoutMs: number;
  readonly pingIntervalMs: number;
  readonly pongDeadlineMs: number;
  /** A connection that lasted this long clears the record of failures. */
  readonly stableAfterMs: number;
  /** One that brought messages needs to last only this long. */
  readonly stableWithTrafficMs: number;
  /** Incoming: Pulsar limits what it takes (protocol D8), not what it sends. */
  readonly maxPayloadBytes: number;
  /** Outgoing: beyond this, sending is refused instead of growing the memory. */
  readonly maxBufferedBytes: number;
}

export const defaultTuning: SocketTuning = {
  prepareTimeoutMs: 30_000,
  handshakeTimeoutMs: 15_000,
  closeTimeoutMs: 2_000,
  pingIntervalMs: 30_000,
  pongDeadlineMs: 10_000,
  stableAfterMs: 30_000,
  stableWithTrafficMs: 5_000,
  maxPayloadBytes: 64 * 1024 * 1024,
  maxBufferedBytes: 16 * 1024 * 1024,
};
