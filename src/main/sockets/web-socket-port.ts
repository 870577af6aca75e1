/**
 * The sockets room owns every live WebSocket of the app: opening, keeping alive, reconnecting, and Pulsar's three
 * kinds of socket on top. It knows the wire (protocol C and D), but no service, session or storage.
 *
 * This file is the room's port to a WebSocket library: one connection, one set of events, no policy.
 */

/** Trust and identity for one TLS connection; PEM texts. */
export interface TlsSettings {
  readonly ca?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  /** False accepts any certificate. */
  readonly rejectUnauthorized?: boolean;
}

/** Where to connect to and as whom. URL and headers hold secrets: never log or show them. */
export interface SocketTarget {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: TlsSettings;
}

export interface WebSocketRequest extends SocketTarget {
  /** Larger messages end the connection with 1009 instead of filling the memory. */
  readonly maxPayloadBytes: number;
  /** Offers permessage-deflate. Off by default: it costs more time than a loopback or data-centre link saves. */
  readonly compress: boolean;
}

/** An upgrade that was answered with something else than 101 (protocol D9). */
export interface UpgradeRefusal {
  readonly status: number;
  readonly retryAfter?: string | undefined;
  /** Status text and the start of the body, as the server sent them. */
  readonly text: string;
}

export interface WebSocketEvents {
  onOpen(): void;
  onMessage(data: Buffer): void;
  onPong(): void;
  /** Instead of `onOpen`; `onClose` follows. */
  onRefused(refusal: UpgradeRefusal): void;
  /** `onClose` follows. */
  onError(error: Error): void;
  /** Exactly once for every connection, whatever happened before. */
  onClose(code: number, reason: string): void;
}

export interface Connection {
  /** Bytes handed over and not yet written to the network. */
  readonly bufferedBytes: number;
  send(frame: string | Buffer): void;
  /** Everything sent inside leaves in as few writes as possible. */
  batch(send: () => void): void;
  ping(): void;
  pause(): void;
  resume(): void;
  /** Starts the closing handshake. */
  close(code: number, reason: string): void;
  /** Ends at once, in any phase, without a closing handshake. */
  terminate(): void;
}

export type OpenWebSocket = (request: WebSocketRequest, events: WebSocketEvents) => Connection;
