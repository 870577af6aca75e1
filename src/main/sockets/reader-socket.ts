import type { ErrorReport } from '../../shared/contract/errors.ts';
import type { SocketStatus } from '../../shared/contract/schemas/session.ts';
import { FlowControl, windowOf, type FlowState } from './flow-control.ts';
import { endOfTopicQuestion, readEndOfTopic, readerPermitFrame, readMessageId } from './frames.ts';
import { ReconnectingSocket, type SocketSettings } from './reconnecting-socket.ts';
import type { ProvideTarget, ReaderRequest } from './socket-request.ts';

export type ReaderSocketSettings = Omit<SocketSettings, 'kind' | 'prepare'> & {
  readonly request: ReaderRequest;
  readonly provideTarget: ProvideTarget;
  /**
   * The id of the newest message that need not come again, asked for at every attempt; undefined starts where the
   * request says. Ids are the wire's own text.
   */
  readonly resumeFrom: () => string | undefined;
  /**
   * Where the stream ends now. Asked for once, by a reader at `latest`, so that it can come back to the same place when
   * it loses its socket before it has seen a message; undefined where the service cannot tell.
   */
  readonly endOfStream?: EndOfStream;
};

/** Where a reader has to start in order to see what is published from now on. */
export type EndOfStream = () => Promise<ReaderRequest['from'] | undefined>;

/** A time, epoch ms, of which it is not known what was published in it. */
export interface Gap {
  readonly from: number;
  readonly until: number;
}

export interface ReaderEvents {
  onStatus(status: SocketStatus): void;
  onOpen(): void;
  /** One frame, unparsed: usually a message, but whoever parses it must expect anything. */
  onFrame(data: Buffer, receivedAtMs: number): void;
  onLost(cause: ErrorReport): void;
  onEndOfTopic(ended: boolean): void;
  /**
   * The socket is back at the end of the stream after it was lost before its first message, and nothing told where the
   * stream had ended: what was published meanwhile is not delivered.
   */
  onGap(gap: Gap): void;
}

/** Permits wait this long for company, unless a quarter of the window is due: the broker has the rest to send from. */
const permitDelayMs = 100;

/**
 * A reader: it looks without leaving a trace on the broker. Its answers only keep the flow going (protocol D7), so
 * they are sent for every frame as it comes and held back while the owner has paused.
 */
export class ReaderSocket {
  readonly #settings: ReaderSocketSettings;
  readonly #socket: ReconnectingSocket;
  readonly #flow: FlowControl;
  readonly #permitBatch: number;
  #permitsDue = 0;
  #paused = false;
  #cancelFlush: (() => void) | undefined;
  /** Of a reader at `latest`, until something was received. */
  #pinned: ReaderRequest['from'] | undefined;
  /** The newest frame received: its message may not be committed yet when the socket is lost. */
  #newest: Buffer | undefined;
  #lostAt: number | undefined;
  #startsAtEnd = false;

  constructor(settings: ReaderSocketSettings, events: ReaderEvents) {
    const { request, provideTarget, ...rest } = settings;
    this.#settings = settings;
    this.#flow = new FlowControl(rest.clock, 'push', request.options?.receiverQueueSize);
    this.#permitBatch = Math.max(1, Math.floor(windowOf(request.options?.receiverQueueSize) / 4));
    this.#socket = new ReconnectingSocket(
      {
        conflict: 'slowAfterLoss',
        ...rest,
        kind: 'reader',
        prepare: async (context) => {
          const from = await this.#start();
          this.#startsAtEnd = from === 'latest';
          return provideTarget({ ...request, from }, context);
        },
      },
      {
        onStatus: (status) => events.onStatus(status),
        onOpen: () => {
          this.#forgetPermits();
          this.#flow.reset();
          const from = this.#lostAt;
          this.#lostAt = undefined;
          events.onOpen();
          if (from !== undefined && this.#startsAtEnd) events.onGap({ from, until: rest.clock.now() });
        },
        onMessage: (data, receivedAtMs) => {
          const ended = readEndOfTopic(data);
          if (ended !== undefined) {
            events.onEndOfTopic(ended);
            return;
          }
          this.#newest = data;
          this.#flow.delivered();
          this.#permitsDue += 1;
          if (!this.#paused) this.#schedulePermits();
          events.onFrame(data, receivedAtMs);
        },
        onLost: (cause) => {
          this.#forgetPermits();
          this.#lostAt = rest.clock.now();
          events.onLost(cause);
        },
      },
    );
  }

  get status(): SocketStatus {
    return this.#socket.status;
  }

  get flow(): FlowState {
    return this.#flow.state;
  }

  start(): void {
    this.#socket.start();
  }

  stop(): Promise<void> {
    this.#forgetPermits();
    return this.#socket.stop();
  }

  pause(): void {
    this.#paused = true;
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    this.#socket.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#socket.resume();
    if (this.#permitsDue > 0) this.#schedulePermits();
  }

  /**
   * Asks whether a terminated stream has been drained; `onEndOfTopic` answers.
   * @throws StreamscopeError SOCKET_NOT_OPEN, QUEUE_FULL
   */
  askEndOfTopic(): void {
    this.#socket.send(endOfTopicQuestion);
  }

  /** After what is committed, or at least received; else where the reader began. */
  async #start(): Promise<ReaderRequest['from']> {
    const { request, resumeFrom, endOfStream } = this.#settings;
    const after = resumeFrom() ?? (this.#newest === undefined ? undefined : readMessageId(this.#newest));
    if (after !== undefined) return { after };
    if (request.from !== 'latest' || endOfStream === undefined) return request.from;
    // Asked only before the first opening: later it would skip what came in between.
    if (this.#pinned === undefined && this.#lostAt === undefined) this.#pinned = await endOfStream();
    return this.#pinned ?? 'latest';
  }

  #schedulePermits(): void {
    if (this.#permitsDue >= this.#permitBatch) this.#flushPermits();
    else this.#cancelFlush ??= this.#settings.clock.after(permitDelayMs, () => this.#flushPermits());
  }

  #flushPermits(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const due = this.#permitsDue;
    if (due === 0 || this.#socket.status.phase !== 'open') return;
    try {
      this.#socket.sendAll(Array<Buffer>(due).fill(readerPermitFrame));
    } catch {
      // The network does not keep up: the permits stay due and are tried again with the next ones.
      this.#cancelFlush = this.#settings.clock.after(permitDelayMs, () => this.#flushPermits());
      return;
    }
    this.#permitsDue = 0;
    this.#flow.answered(due);
  }

  #forgetPermits(): void {
    this.#permitsDue = 0;
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
  }
}
