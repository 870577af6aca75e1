import { StreamscopeError } from '../../shared/contract/errors.ts';
import { retryAfterMs } from '../../shared/domain/backoff.ts';
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
import type { SocketTuning } from './socket-tuning.ts';
import type { Connection, OpenWebSocket, SocketTarget, UpgradeRefusal } from './web-socket-port.ts';

/** What `prepare` is told about the attempt it prepares. */
export interface AttemptContext {
  /** The last attempt was refused as unauthenticated: credentials must be made anew. Asked for once only. */
  readonly reauthenticate: boolean;
  /** Aborted when the attempt is over, for whatever reason. */
  readonly signal: AbortSignal;
}

export interface AttemptSettings {
  readonly kind: SocketKind;
  readonly openWebSocket: OpenWebSocket;
  readonly clock: Clock;
  /** Address and credentials for one attempt, asked for anew each time: one-time passwords work once. */
  readonly prepare: (context: AttemptContext) => Promise<SocketTarget>;
  readonly compress?: boolean;
}

export interface AttemptEvents {
  onConnecting(): void;
  onOpen(): void;
  onMessage(data: Buffer, receivedAtMs: number): void;
  /** Once, and the last thing heard; not after `cancel`. */
  onEnded(end: AttemptEnd): void;
}

export interface AttemptEnd {
  /** Free of the target's secrets. */
  readonly verdict: FailureVerdict;
  /** How long the server asked to be left alone. */
  readonly askedDelayMs: number;
  /** How long the connection was open; undefined when it never was. */
  readonly openMs: number | undefined;
  readonly hadTraffic: boolean;
}

/**
 * One try to connect, and the connection that comes of it. It ends once, by itself or by `cancel`; whatever its
 * network still reports after that is ignored, so an old connection can never act again.
 */
export class ConnectionAttempt {
  readonly #settings: AttemptSettings;
  readonly #tuning: SocketTuning;
  readonly #events: AttemptEvents;
  readonly #conflict: 'never' | 'slow';
  readonly #abort = new AbortController();
  #over = false;
  #reading = true;
  #hadTraffic = false;
  #openedAt: number | undefined;
  #target: SocketTarget | undefined;
  #connection: Connection | undefined;
  #heartbeat: Heartbeat | undefined;
  #error: Error | undefined;
  #cancelDeadline: () => void = () => undefined;
  #isClosed = false;
  #onClosed: () => void = () => undefined;

  constructor(
    settings: AttemptSettings,
    tuning: SocketTuning,
    conflict: 'never' | 'slow',
    events: AttemptEvents,
  ) {
    this.#settings = settings;
    this.#tuning = tuning;
    this.#conflict = conflict;
    this.#events = events;
  }

  /** The connection while it is open. */
  get connection(): Connection | undefined {
    return this.#openedAt === undefined || this.#over ? undefined : this.#connection;
  }

  /** Prepares and connects, once `previous` is gone. */
  async start(reauthenticate: boolean, previous: Promise<void>): Promise<void> {
    this.#setDeadline(this.#tuning.prepareTimeoutMs, () => this.#end(judgePreparation(slowPreparation())));
    try {
      await previous;
      if (this.#over) return;
      const target = await this.#settings.prepare({ reauthenticate, signal: this.#abort.signal });
      if (!this.#over) this.#connect(target);
    } catch (error) {
      this.#end(judgePreparation(error));
    }
  }

  /** While nothing is read, the sender is slowed down by TCP and by the window (protocol D7). */
  setReading(reading: boolean): void {
    this.#reading = reading;
    if (reading) this.#connection?.resume();
    else this.#connection?.pause();
    this.#heartbeat?.setReading(reading);
  }

  /** Ends without `onEnded`; resolved once the connection is gone, at most `closeTimeoutMs` later. */
  cancel(code: number, reason: string): Promise<void> {
    const connection = this.#connection;
    const wasOpen = this.connection !== undefined;
    this.#retire();
    if (connection === undefined || this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const cancelCut = this.#settings.clock.after(this.#tuning.closeTimeoutMs, () => connection.terminate());
      this.#onClosed = () => {
        cancelCut();
        resolve();
      };
      if (!wasOpen) connection.terminate();
      else {
        connection.resume(); // or the other side's close frame would never be read
        connection.close(code, reason);
      }
    });
  }

  #connect(target: SocketTarget): void {
    this.#target = target;
    this.#setDeadline(this.#tuning.handshakeTimeoutMs, () =>
      this.#end(judgeConnectionError(timedOut(), 1006, '')),
    );
    this.#events.onConnecting();
    if (this.#over) return;
    const request = {
      ...target,
      maxPayloadBytes: this.#tuning.maxPayloadBytes,
      compress: this.#settings.compress ?? false,
    };
    try {
      this.#connection = this.#settings.openWebSocket(request, {
        onOpen: () => this.#opened(),
        onMessage: (data) => this.#received(data),
        onPong: () => this.#heartbeat?.heard(),
        onRefused: (refusal) => this.#refused(refusal),
        onError: (error) => {
          this.#error ??= error;
        },
        onClose: (code, reason) => this.#closed(code, reason),
      });
    } catch {
      // The library's own words would quote the URL, which holds secrets.
      const error = new StreamscopeError(
        'INPUT_INVALID',
        'The address is not one that a WebSocket can be opened to.',
      );
      this.#end(judgePreparation(error));
    }
  }

  #opened(): void {
    const connection = this.#connection;
    if (this.#over || connection === undefined) return;
    this.#cancelDeadline();
    this.#openedAt = this.#settings.clock.now();
    this.#heartbeat = startHeartbeat({
      clock: this.#settings.clock,
      intervalMs: this.#tuning.pingIntervalMs,
      deadlineMs: this.#tuning.pongDeadlineMs,
      ping: () => connection.ping(),
      onDead: () => this.#end(halfOpen),
    });
    if (!this.#reading) this.setReading(false);
    this.#events.onOpen();
  }

  #received(data: Buffer): void {
    if (this.#over) return;
    this.#hadTraffic = true;
    this.#heartbeat?.heard();
    this.#events.onMessage(data, this.#settings.clock.now());
  }

  #refused(refusal: UpgradeRefusal): void {
    const asked = retryAfterMs(refusal.retryAfter, this.#settings.clock.now());
    this.#end(judgeRefusal(refusal, this.#settings.kind, this.#conflict), asked);
  }

  #closed(code: number, reason: string): void {
    this.#isClosed = true;
    this.#onClosed();
    const error = this.#error;
    this.#end(error === undefined ? judgeClose(code, reason) : judgeConnectionError(error, code, reason));
  }

  #end(verdict: FailureVerdict, askedDelayMs = 0): void {
    if (this.#over) return;
    this.#retire();
    this.#connection?.terminate();
    const { now } = this.#settings.clock;
    this.#events.onEnded({
      verdict: withoutSecrets(verdict, this.#target),
      askedDelayMs,
      openMs: this.#openedAt === undefined ? undefined : now() - this.#openedAt,
      hadTraffic: this.#hadTraffic,
    });
  }

  #retire(): void {
    this.#over = true;
    this.#cancelDeadline();
    this.#heartbeat?.stop();
    this.#abort.abort();
  }

  /** One at a time: first for the preparation, then for the handshake. */
  #setDeadline(delayMs: number, missed: () => void): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#settings.clock.after(delayMs, missed);
  }
}

function withoutSecrets(verdict: FailureVerdict, target: SocketTarget | undefined): FailureVerdict {
  const { detail } = verdict.report;
  if (detail === undefined || target === undefined) return verdict;
  return { ...verdict, report: { ...verdict.report, detail: redact(detail, target) } };
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
