import { StreamscopeError, type ErrorReport } from '../../shared/contract/errors.ts';
import type { SocketStatus } from '../../shared/contract/schemas/session.ts';
import { backoffDelay, retryAfterMs, slowBackoff, socketBackoff } from '../../shared/domain/backoff.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import {
  judgeClose,
  judgeConnectionError,
  judgePreparation,
  judgeRefusal,
  type FailureVerdict,
  type SocketKind,
} from './failure-verdict.ts';
import { startHeartbeat, type Heartbeat } from './heartbeat.ts';
import { redact } from './redaction.ts';
import { defaultTuning, type SocketTuning } from './socket-tuning.ts';
import type { Connection, OpenWebSocket, SocketTarget } from './web-socket-port.ts';

/** What `prepare` is told about the attempt it prepares. */
export interface AttemptContext {
  /** The last attempt was refused as unauthenticated: credentials must be made anew. Asked for once only. */
  readonly reauthenticate: boolean;
  /** Aborted when the socket is stopped meanwhile. */
  readonly signal: AbortSignal;
}

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

export interface SocketSettings {
  readonly kind: SocketKind;
  readonly openWebSocket: OpenWebSocket;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Address and credentials for one attempt, asked for anew each time: one-time passwords work once. */
  readonly prepare: (context: AttemptContext) => Promise<SocketTarget>;
  readonly conflict?: ConflictPolicy;
  readonly compress?: boolean;
  readonly tuning?: Partial<SocketTuning>;
}

/** One try to connect, and the connection that came of it. Replaced as a whole: an old one can never act again. */
interface Attempt {
  readonly abort: AbortController;
  readonly timers: Set<() => void>;
  connection?: Connection;
  target?: SocketTarget;
  heartbeat?: Heartbeat;
  error?: Error;
  openedAt?: number;
  traffic: boolean;
  ended: boolean;
  onEnded?: () => void;
}

/** A WebSocket that comes back: one attempt at a time, each prepared afresh, failures judged before they are retried. */
export class ReconnectingSocket {
  readonly #settings: SocketSettings;
  readonly #events: SocketEvents;
  readonly #tuning: SocketTuning;
  #status: SocketStatus = { phase: 'idle', attempt: 0 };
  #attempt: Attempt | undefined;
  #failures = 0;
  #reauthenticated = false;
  #wasOpen = false;
  #paused = false;
  #cancelWait: (() => void) | undefined;
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
      this.#failures = 0;
      this.#reauthenticated = false;
      this.#wasOpen = false;
    }
    this.#begin(false);
  }

  /** Ends for good, from any phase; resolved once the connection is gone, at most `closeTimeoutMs` later. */
  stop(code = 1000, reason = ''): Promise<void> {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    const attempt = this.#attempt;
    this.#attempt = undefined;
    if (this.#status.phase !== 'stopped') this.#setStatus({ phase: 'stopped', attempt: 0 });
    if (attempt === undefined) return this.#closing;
    const wasOpen = attempt.openedAt !== undefined;
    this.#retire(attempt);
    const { connection } = attempt;
    if (connection === undefined || attempt.ended) return this.#closing;
    this.#closing = new Promise((resolve) => {
      const cancel = this.#settings.clock.after(this.#tuning.closeTimeoutMs, () => connection.terminate());
      attempt.onEnded = () => {
        cancel();
        resolve();
      };
      if (!wasOpen) connection.terminate();
      else {
        connection.resume(); // or the other side's close frame would never be read
        connection.close(code, reason);
      }
    });
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

  /** Stops reading, also across reconnects: the sender is slowed down by TCP and by the window (protocol D7). */
  pause(): void {
    this.#paused = true;
    this.#attempt?.connection?.pause();
    this.#attempt?.heartbeat?.setReading(false);
  }

  resume(): void {
    this.#paused = false;
    this.#attempt?.connection?.resume();
    this.#attempt?.heartbeat?.setReading(true);
  }

  #writable(): Connection {
    const connection = this.#attempt?.connection;
    if (connection === undefined || this.#attempt?.openedAt === undefined) {
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
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    const attempt: Attempt = {
      abort: new AbortController(),
      timers: new Set(),
      traffic: false,
      ended: false,
    };
    this.#attempt = attempt;
    this.#after(attempt, this.#tuning.prepareTimeoutMs, () =>
      this.#fail(attempt, judgePreparation(slowPreparation())),
    );
    this.#setStatus({ ...this.#status, phase: 'preparing', attempt: this.#failures + 1 });
    void this.#prepareAndConnect(attempt, reauthenticate);
  }

  async #prepareAndConnect(attempt: Attempt, reauthenticate: boolean): Promise<void> {
    try {
      // A socket started again must not meet its own former self, e.g. on an Exclusive subscription.
      await this.#closing;
      if (this.#attempt !== attempt) return;
      const target = await this.#settings.prepare({ reauthenticate, signal: attempt.abort.signal });
      if (this.#attempt === attempt) this.#connect(attempt, target);
    } catch (error) {
      this.#fail(attempt, judgePreparation(error));
    }
  }

  #connect(attempt: Attempt, target: SocketTarget): void {
    cancelTimers(attempt);
    attempt.target = target;
    this.#setStatus({ ...this.#status, phase: 'connecting' });
    if (this.#attempt !== attempt) return;
    this.#after(attempt, this.#tuning.handshakeTimeoutMs, () =>
      this.#fail(attempt, judgeConnectionError(timedOut(), 1006, '')),
    );
    const { maxPayloadBytes } = this.#tuning;
    const request = { ...target, maxPayloadBytes, compress: this.#settings.compress ?? false };
    try {
      attempt.connection = this.#settings.openWebSocket(request, {
        onOpen: () => this.#opened(attempt),
        onMessage: (data) => this.#received(attempt, data),
        onPong: () => attempt.heartbeat?.heard(),
        onRefused: (refusal) => {
          const verdict = judgeRefusal(refusal, this.#settings.kind, this.#conflictAdvice());
          const asked = retryAfterMs(refusal.retryAfter, this.#settings.clock.now());
          this.#fail(attempt, verdict, asked);
        },
        onError: (error) => {
          attempt.error ??= error;
        },
        onClose: (code, reason) => {
          attempt.ended = true;
          attempt.onEnded?.();
          const { error } = attempt;
          this.#fail(
            attempt,
            error === undefined ? judgeClose(code, reason) : judgeConnectionError(error, code, reason),
          );
        },
      });
    } catch {
      // The library's own words would quote the URL, which holds secrets.
      const error = new StreamscopeError(
        'INPUT_INVALID',
        'The address is not one that a WebSocket can be opened to.',
      );
      this.#fail(attempt, judgePreparation(error));
    }
  }

  #opened(attempt: Attempt): void {
    const { connection } = attempt;
    if (this.#attempt !== attempt || connection === undefined) return;
    cancelTimers(attempt);
    attempt.openedAt = this.#settings.clock.now();
    this.#wasOpen = true;
    attempt.heartbeat = startHeartbeat({
      clock: this.#settings.clock,
      intervalMs: this.#tuning.pingIntervalMs,
      deadlineMs: this.#tuning.pongDeadlineMs,
      ping: () => connection.ping(),
      onDead: () => this.#fail(attempt, halfOpen),
    });
    this.#after(attempt, this.#tuning.stableAfterMs, () => {
      this.#forgive();
      this.#setStatus({ phase: 'open', attempt: 0 });
    });
    if (this.#paused) {
      connection.pause();
      attempt.heartbeat.setReading(false);
    }
    this.#setStatus({ phase: 'open', attempt: this.#failures });
    if (this.#attempt === attempt) this.#events.onOpen();
  }

  #received(attempt: Attempt, data: Buffer): void {
    if (this.#attempt !== attempt) return;
    attempt.traffic = true;
    attempt.heartbeat?.heard();
    this.#events.onMessage(data, this.#settings.clock.now());
  }

  /** The end of an attempt, in whatever phase; only the first failure of the current attempt counts. */
  #fail(attempt: Attempt, verdict: FailureVerdict, askedDelayMs = 0): void {
    if (this.#attempt !== attempt) return;
    this.#attempt = undefined;
    const report = cleaned(verdict.report, attempt.target);
    this.#retire(attempt);
    attempt.connection?.terminate();
    if (attempt.openedAt !== undefined) {
      const lasted = this.#settings.clock.now() - attempt.openedAt;
      if (attempt.traffic && lasted >= this.#tuning.stableWithTrafficMs) this.#forgive();
      this.#setStatus({ phase: 'waiting', attempt: this.#failures, error: report });
      this.#events.onLost(report);
      // The owner may have stopped or restarted the socket on the news.
      if (this.#attempt !== undefined || this.#status.phase !== 'waiting') return;
    }
    this.#failures += 1;
    this.#retry(verdict, report, askedDelayMs);
  }

  #retry(verdict: FailureVerdict, report: ErrorReport, askedDelayMs: number): void {
    const again = verdict.retry === 'reauthenticate' && !this.#reauthenticated;
    if (verdict.retry === 'never' || (verdict.retry === 'reauthenticate' && !again)) {
      this.#setStatus({ phase: 'failed', attempt: this.#failures, error: report });
      return;
    }
    if (again) this.#reauthenticated = true;
    const policy = verdict.retry === 'slow' ? slowBackoff : socketBackoff;
    const jittered = again ? 0 : backoffDelay(policy, this.#failures, this.#settings.random());
    const delay = Math.max(jittered, askedDelayMs);
    this.#cancelWait = this.#settings.clock.after(delay, () => this.#begin(again));
    const retryAt = this.#settings.clock.now() + delay;
    this.#setStatus({ phase: 'waiting', attempt: this.#failures, retryAt, error: report });
  }

  #conflictAdvice(): 'never' | 'slow' {
    const policy = this.#settings.conflict ?? 'stop';
    return policy === 'slow' || (policy === 'slowAfterLoss' && this.#wasOpen) ? 'slow' : 'never';
  }

  #forgive(): void {
    this.#failures = 0;
    this.#reauthenticated = false;
  }

  #after(attempt: Attempt, delayMs: number, callback: () => void): void {
    const cancel = this.#settings.clock.after(delayMs, () => {
      attempt.timers.delete(cancel);
      callback();
    });
    attempt.timers.add(cancel);
  }

  #retire(attempt: Attempt): void {
    cancelTimers(attempt);
    attempt.heartbeat?.stop();
    attempt.abort.abort();
  }

  #setStatus(status: SocketStatus): void {
    this.#status = status;
    this.#events.onStatus(status);
  }
}

function cancelTimers(attempt: Attempt): void {
  for (const cancel of attempt.timers) cancel();
  attempt.timers.clear();
}

function cleaned(report: ErrorReport, target: SocketTarget | undefined): ErrorReport {
  if (report.detail === undefined || target === undefined) return report;
  return { ...report, detail: redact(report.detail, target) };
}

function timedOut(): Error {
  return Object.assign(new Error('no answer to the WebSocket request in time'), { code: 'ETIMEDOUT' });
}

function slowPreparation(): StreamscopeError {
  return new StreamscopeError('NETWORK_TIMEOUT', 'Signing in for the socket took too long. Trying again.');
}

const halfOpen: FailureVerdict = {
  retry: 'backoff',
  report: {
    code: 'SOCKET_HALF_OPEN',
    message:
      'The connection looked open but nothing came through any more. Reconnecting. Stored messages are unaffected.',
  },
};
