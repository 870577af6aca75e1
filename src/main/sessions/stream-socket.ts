/**
 * Room `sessions`: an observed or consumed stream. A session joins a socket, the way into the store, an ack policy
 * and the accounting; it knows neither the wire nor SQL.
 */
import type { Flow, SocketStatus } from '../../shared/contract/schemas/session.ts';

/** What a session needs of a reader's or consumer's socket. */
export interface StreamSocket {
  start(): void;
  stop(): void;
  /** Tries at once, also after a failure that is not retried by itself. */
  retry(): void;
  /** Holds back the network while the store is behind: nothing is dropped. */
  pause(): void;
  resume(): void;
  status(): SocketStatus;
  flow(): Flow;
  /** Acknowledges on the wire: an ack of a consumer, a permit of a reader. Returns how many were sent. */
  acknowledge(messageIds: readonly string[]): number;
  /** Asks for redelivery. Readers cannot: they return 0. */
  negativeAcknowledge(messageIds: readonly string[]): number;
  /** Deletes the durable subscription; readers have none. */
  unsubscribe(): void;
}

export interface StreamSocketEvents {
  onFrame(data: Buffer, receivedAt: number): void;
  /** The socket is open; `attempt` counts the sockets of this session from 1. */
  onOpen(attempt: number): void;
  onLost(attempt: number, detail: string): void;
  onStatus(): void;
}
