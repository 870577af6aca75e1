/**
 * Room `sessions`: an observed or consumed stream. A session joins a socket, the way into the store, an ack policy
 * and the accounting; it knows neither the wire nor SQL.
 */
import type { Flow, SocketStatus } from '../../shared/contract/schemas/session.ts';

/** What a session needs of a reader's or consumer's socket. */
export interface StreamSocket {
  start(): void;
  stop(): Promise<void>;
  /** Holds back the network while the store is behind: nothing is dropped. */
  pause(): void;
  resume(): void;
  status(): SocketStatus;
  flow(): Flow;
  /**
   * Acknowledges on the wire, all or none.
   * @throws StreamscopeError SOCKET_NOT_OPEN, QUEUE_FULL, FRAME_BAD_ID
   */
  acknowledge(messageIds: readonly string[]): void;
  /** Asks for redelivery, all or none; throws like `acknowledge`. */
  negativeAcknowledge(messageIds: readonly string[]): void;
  /** So many frames of the socket that is open now are committed: in pull mode as many more are asked for. */
  stored(frames: number): void;
  /** Deletes the durable subscription with its backlog; throws like `acknowledge`. */
  unsubscribe(): void;
}

export interface StreamSocketEvents {
  onFrame(data: Buffer, receivedAt: number): void;
  onOpen(): void;
  /** In words, without secrets. */
  onLost(detail: string): void;
  onStatus(): void;
  onEndOfTopic(ended: boolean): void;
  /** It is not known what was published in this time, epoch ms: the reader could not come back to where it was. */
  onGap(gap: { readonly from: number; readonly until: number }): void;
}
