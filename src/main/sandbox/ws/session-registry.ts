import type { Clock } from '../../../shared/domain/clock.ts';
import { every } from '../clock.ts';
import type { Session, SessionKind } from './session.ts';
import type { SocketChannel } from './socket-channel.ts';

export interface SocketSelection {
  readonly kind?: SessionKind | undefined;
  /** Local topic name, e.g. `c8globals.orders`. */
  readonly topic?: string | undefined;
}

/** The sockets that are open, so that faults, idle time-out and stopping reach them. */
export class SessionRegistry {
  readonly #open = new Map<Session, SocketChannel>();
  readonly #idleSweep: { stop(): void };

  /** `idleTimeoutMs` is the real service's 300 000 unless a test is in a hurry (protocol D8). */
  constructor(clock: Clock, idleTimeoutMs: number) {
    this.#idleSweep = every(clock, Math.max(10, Math.min(1_000, idleTimeoutMs / 4)), () => {
      const oldestMs = clock.now() - idleTimeoutMs;
      for (const channel of this.#open.values())
        if (channel.lastActivityMs <= oldestMs) channel.close(1001, 'Idle Timeout');
    });
  }

  get count(): number {
    return this.#open.size;
  }

  add(session: Session, channel: SocketChannel): void {
    this.#open.set(session, channel);
  }

  remove(session: Session): void {
    this.#open.delete(session);
  }

  /** Applies `change` to each open socket that matches; returns how many those are. */
  forEach(selection: SocketSelection, change: (channel: SocketChannel, session: Session) => void): number {
    let matched = 0;
    for (const [session, channel] of [...this.#open]) {
      if (selection.kind !== undefined && session.kind !== selection.kind) continue;
      if (selection.topic !== undefined && session.topic !== selection.topic) continue;
      change(channel, session);
      matched++;
    }
    return matched;
  }

  stop(): void {
    this.#idleSweep.stop();
    this.forEach({}, (channel) => channel.drop());
  }
}
