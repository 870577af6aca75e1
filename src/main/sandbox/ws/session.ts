import type { SocketChannel } from './socket-channel.ts';

export type SessionKind = 'producer' | 'consumer' | 'reader';

/** What stands behind one socket. It is made before the upgrade, so that a refusal can be an HTTP status (protocol D9). */
export interface Session {
  readonly kind: SessionKind;
  /** Local name of the topic, e.g. `c8globals.orders`. */
  readonly topic: string;
  open(channel: SocketChannel): void;
  onText(text: string): void;
  onWritable(): void;
  /** Fault: messages stay in the queue. */
  holdDeliveries(isHeld: boolean): void;
  /** Fault: commands of the client wait unread. */
  holdAcks(isHeld: boolean): void;
  /** The socket is gone, or was never opened: gives back everything. */
  release(): void;
}
