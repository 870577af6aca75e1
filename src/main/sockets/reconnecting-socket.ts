import { StreamscopeError, type ErrorReport } from '../../shared/contract/errors.ts';
import type { SocketStatus } from '../../shared/contract/schemas/session.ts';
import { backoffDelay, slowBackoff, socketBackoff } from '../../shared/domain/backoff.ts';
import { ConnectionAttempt, type AttemptEnd, type AttemptSettings } from './connection-attempt.ts';
import type { FailureVerdict } from './failure-verdict.ts';
import { defaultTuning, type SocketTuning } from './socket-tuning.ts';
import type { Connection } from './web-socket-port.ts';

export interface SocketEvents {
  onStatus(status: SocketStatus): void;
  onOpen(): void;
  /** One message as it came, unparsed; the time is epoch milliseconds. */
  onMessage(data: Buffer, receivedAtMs: number): void;
  /** An open socket is gone; called before anything is done about it. */
  onLost(cause: ErrorReport): void;
}

/**
 * 409 on an upgrade: `stop`, try `slow`ly, or slowly only after this socket had been open, because then it may be our own
 * ghost that still holds the place (protocol D9).
 */
export type ConflictPolicy = 'stop' | 'slow' | 'slowAfterLoss';

export interface SocketSettings extends AttemptSettings {
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly conflict?: ConflictPolicy;
  readonly tuning?: Partial<SocketTuning>;
}

/** A WebSocket that comes back: one attempt at a time, each prepared afresh, failures judged before they are retried. */
export class ReconnectingSocket {
  readonly #settings: SocketSettings;
  readonly #events: SocketEvents;
  readonly #tuning: SocketTuning;
  #status: SocketStatus = { phase: 'idle', attempt: 0 };
  #attempt: ConnectionAttempt | undefined;
  #failures = 0;
  #reauthenticated = false;
  #wasOpen = false;
  #paused = false;
  #cancelWait: () => void = () => undefined;
  #cancelStability: () => void = () => undefined;
  #closing: Promise<void> = Promise.resolve();

  constructor(settings: SocketSettings, events: SocketEvents) {
    this.#settings = settings;
    this.#events = events;
    this.#tuning = { ...defaultTuning, ...settings.tuning };
  }

  get status(): SocketStatus {
    return this.#status;
  }

  /** Bytes waiting to be written to the network. */
  get bufferedBytes(): number {
    return this.#attempt?.connection?.bufferedBytes ?? 0;
  }

  /** Connects; does nothing while the socket is up or coming up. While it waits, tries at once. */
  start(): void {
    const { phase } = this.#status;
    if (phase === 'preparing' || phase === 'connecting' || phase === 'open') return;
    if (phase !== 'waiting') {
      this.#forgive();
      this.#wasOpen = false;
    }
    this.#begin(false);
  }

  /** Ends for good, from any phase; resolved once the connection is gone, at most `closeTimeoutMs` later. */
  stop(code = 1000, reason = ''): Promise<void> {
    this.#cancelWait();
    this.#cancelStability();
    const attempt = this.#attempt;
    this.#attempt = undefined;
    if (this.#status.phase !== 'stopped') this.#setStatus({ phase: 'stopped', attempt: 0 });
    if (attempt !== undefined) this.#closing = attempt.cancel(code, reason);
    return this.#closing;
  }

  /**
   * Hands a frame to the open connection.
   * @throws StreamscopeError SOCKET_NOT_OPEN when there is none, QUEUE_FULL when the network does not keep up. Either
   * way nothing was sent.
   */
  send(frame: string | Buffer): void {
    this.#writable().send(frame);
  }

  /** The same for many frames in as few writes as possible: all of them or, with an error, none. */
  sendAll(frames: readonly (string | Buffer)[]): void {
    const connection = this.#writable();
    connection.batch(() => {
      for (const frame of frames) connection.send(frame);
    });
  }

  /** Stops reading, also across reconnects. */
  pause(): void {
    this.#paused = true;
    this.#attempt?.setReading(false);
  }

  resume(): void {
    this.#paused = false;
    this.#attempt?.setReading(true);
  }

  #writable(): Connection {
    const connection = this.#attempt?.connection;
    if (connection === undefined) {
      throw new StreamscopeError(
        'SOCKET_NOT_OPEN',
        'The socket is not open now, so nothing was sent. Try again once it is.',
      );
    }
    if (connection.bufferedBytes > this.#tuning.maxBufferedBytes) {
      throw new StreamscopeError(
        'QUEUE_FULL',
        'The network does not keep up, so nothing more was sent. Try again shortly.',
      );
    }
    return connection;
  }

  #begin(reauthenticate: boolean): void {
    this.#cancelWait();
    const attempt = new ConnectionAttempt(this.#settings, this.#tuning, this.#conflictAdvice(), {
      onConnecting: () => this.#setStatus({ ...this.#status, phase: 'connecting' }),
      onOpen: () => this.#opened(attempt),
      onMessage: (data, receivedAtMs) => this.#events.onMessage(data, receivedAtMs),
      onEnded: (end) => this.#ended(end),
    });
    this.#attempt = attempt;
    if (this.#paused) attempt.setReading(false);
    const { error } = this.#status;
    this.#setStatus({
      phase: 'preparing',
      attempt: this.#failures + 1,
      ...(error === undefined ? {} : { error }),
    });
    // A socket started again must not meet its own former self, e.g. on an Exclusive subscription.
    if (this.#attempt === attempt) void attempt.start(reauthenticate, this.#closing);
  }

  #opened(attempt: ConnectionAttempt): void {
    this.#wasOpen = true;
    this.#cancelStability = this.#settings.clock.after(this.#tuning.stableAfterMs, () => {
      this.#forgive();
      this.#setStatus({ phase: 'open', attempt: 0 });
    });
    this.#setStatus({ phase: 'open', attempt: this.#failures });
    if (this.#attempt === attempt) this.#events.onOpen();
  }

  #ended({ verdict, askedDelayMs, openMs, hadTraffic }: AttemptEnd): void {
    this.#attempt = undefined;
    this.#cancelStability();
    if (openMs !== undefined) {
      if (hadTraffic && openMs >= this.#tuning.stableWithTrafficMs) this.#forgive();
      this.#setStatus({ phase: 'waiting', attempt: this.#failures, error: verdict.report });
      this.#events.onLost(verdict.report);
      // The owner may have stopped or restarted the socket on the news.
      if (this.#attempt !== undefined || this.#status.phase !== 'waiting') return;
    }
    this.#failures += 1;
    this.#retry(verdict, askedDelayMs);
  }

  #retry({ retry, report }: FailureVerdict, askedDelayMs: number): void {
    const renews = retry === 'reauthenticate' && !this.#reauthenticated;
    if (retry === 'never' || (retry === 'reauthenticate' && !renews)) {
      this.#setStatus({ phase: 'failed', attempt: this.#failures, error: report });
      return;
    }
    if (renews) this.#reauthenticated = true;
    const policy = retry === 'slow' ? slowBackoff : socketBackoff;
    const jittered = renews ? 0 : backoffDelay(policy, this.#failures, this.#settings.random());
    const delay = Math.max(jittered, askedDelayMs);
    const { clock } = this.#settings;
    this.#cancelWait = clock.after(delay, () => this.#begin(renews));
    this.#setStatus({
      phase: 'waiting',
      attempt: this.#failures,
      retryAt: clock.now() + delay,
      error: report,
    });
  }

  #conflictAdvice(): 'never' | 'slow' {
    const policy = this.#settings.conflict ?? 'stop';
    return policy === 'slow' || (policy === 'slowAfterLoss' && this.#wasOpen) ? 'slow' : 'never';
  }

  #forgive(): void {
    this.#failures = 0;
    this.#reauthenticated = false;
  }

  #setStatus(status: SocketStatus): void {
    this.#status = status;
    this.#events.onStatus(status);
  }
}
