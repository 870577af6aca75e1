import type { ErrorReport } from '../../shared/contract/errors.ts';
import type { SocketStatus } from '../../shared/contract/schemas/session.ts';
import { FlowControl, windowOf, type FlowState } from './flow-control.ts';
import { endOfTopicQuestion, readEndOfTopic, readerPermitFrame } from './frames.ts';
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
};

export interface ReaderEvents {
  onStatus(status: SocketStatus): void;
  onOpen(): void;
  /** One frame, unparsed: usually a message, but whoever parses it must expect anything. */
  onFrame(data: Buffer, receivedAtMs: number): void;
  onLost(cause: ErrorReport): void;
  onEndOfTopic(ended: boolean): void;
}

/** Permits wait this long for company, unless a quarter of the window is due. */
const permitDelayMs = 5;

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

  constructor(settings: ReaderSocketSettings, events: ReaderEvents) {
    const { request, provideTarget, resumeFrom, ...rest } = settings;
    this.#settings = settings;
    this.#flow = new FlowControl(rest.clock, 'push', request.options?.receiverQueueSize);
    this.#permitBatch = Math.max(1, Math.floor(windowOf(request.options?.receiverQueueSize) / 4));
    this.#socket = new ReconnectingSocket(
      {
        conflict: 'slowAfterLoss',
        ...rest,
        kind: 'reader',
        prepare: (context) => {
          const after = resumeFrom();
          return provideTarget(after === undefined ? request : { ...request, from: { after } }, context);
        },
      },
      {
        onStatus: (status) => events.onStatus(status),
        onOpen: () => {
          this.#forgetPermits();
          this.#flow.reset();
          events.onOpen();
        },
        onMessage: (data, receivedAtMs) => {
          const ended = readEndOfTopic(data);
          if (ended !== undefined) {
            events.onEndOfTopic(ended);
            return;
          }
          this.#flow.delivered();
          this.#permitsDue += 1;
          if (!this.#paused) this.#schedulePermits();
          events.onFrame(data, receivedAtMs);
        },
        onLost: (cause) => {
          this.#forgetPermits();
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
