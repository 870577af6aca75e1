import type { ErrorReport } from '../../shared/contract/errors.ts';
import type { SocketStatus } from '../../shared/contract/schemas/session.ts';
import { FlowControl, type FlowState } from './flow-control.ts';
import {
  encodeAck,
  encodeNegativeAck,
  encodePermit,
  endOfTopicQuestion,
  readEndOfTopic,
  unsubscribeFrame,
} from './frames.ts';
import { ReconnectingSocket, type SocketSettings } from './reconnecting-socket.ts';
import type { ConsumerRequest, ProvideTarget } from './socket-request.ts';

export type ConsumerSocketSettings = Omit<SocketSettings, 'kind' | 'prepare'> & {
  readonly request: ConsumerRequest;
  readonly provideTarget: ProvideTarget;
};

export interface ConsumerEvents {
  onStatus(status: SocketStatus): void;
  onOpen(): void;
  /** One frame, unparsed: usually a message, but whoever parses it must expect anything. */
  onFrame(data: Buffer, receivedAtMs: number): void;
  onLost(cause: ErrorReport): void;
  /** The answer to `askEndOfTopic`. */
  onEndOfTopic(ended: boolean): void;
}

/**
 * A consumer on a durable subscription. What was not acknowledged when the socket ends is delivered again by the
 * service; acks are never answered (protocol D6), so "sent" is all that can be known.
 */
export class ConsumerSocket {
  readonly #socket: ReconnectingSocket;
  readonly #flow: FlowControl;

  constructor(settings: ConsumerSocketSettings, events: ConsumerEvents) {
    const { request, provideTarget, ...rest } = settings;
    const { pullMode, receiverQueueSize } = request.options ?? {};
    this.#flow = new FlowControl(rest.clock, pullMode === true ? 'pull' : 'push', receiverQueueSize);
    this.#socket = new ReconnectingSocket(
      {
        conflict: 'slowAfterLoss',
        ...rest,
        kind: 'consumer',
        prepare: (context) => provideTarget(request, context),
      },
      {
        onStatus: (status) => events.onStatus(status),
        onOpen: () => {
          this.#flow.reset();
          events.onOpen();
        },
        onMessage: (data, receivedAtMs) => {
          const ended = readEndOfTopic(data);
          if (ended !== undefined) events.onEndOfTopic(ended);
          else {
            this.#flow.delivered();
            events.onFrame(data, receivedAtMs);
          }
        },
        onLost: (cause) => events.onLost(cause),
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
    return this.#socket.stop();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /**
   * Sends one ack for each id, given exactly as received. All or none: an error means that nothing was sent.
   * @throws StreamscopeError SOCKET_NOT_OPEN, QUEUE_FULL, FRAME_BAD_ID
   */
  acknowledge(messageIds: readonly string[]): void {
    this.#answer(messageIds.map(encodeAck));
  }

  /**
   * Asks for redelivery after the subscription's delay. Exclusive and Failover subscriptions redeliver everything
   * un-acked (protocol D12). Servers older than October 2020 take it for an ack (protocol D6).
   * @throws StreamscopeError SOCKET_NOT_OPEN, QUEUE_FULL, FRAME_BAD_ID
   */
  negativeAcknowledge(messageIds: readonly string[]): void {
    this.#answer(messageIds.map(encodeNegativeAck));
  }

  /**
   * Pull mode: lets this many more messages come. Permits end with the socket: ask again after each `onOpen`.
   * @throws StreamscopeError SOCKET_NOT_OPEN, QUEUE_FULL, INPUT_INVALID
   */
  permit(count: number): void {
    this.#socket.send(encodePermit(count));
    this.#flow.permitted(count);
  }

  /**
   * Deletes the subscription with its whole backlog. Never answered: if other consumers are attached nothing is deleted,
   * and the socket stays open (seen with Pulsar 4.2.4) or, with older servers, is closed (protocol D6).
   * @throws StreamscopeError SOCKET_NOT_OPEN, QUEUE_FULL
   */
  unsubscribe(): void {
    this.#socket.send(unsubscribeFrame);
  }

  /**
   * Asks whether a terminated stream has been drained; `onEndOfTopic` answers. Needs a server of 2021 or newer.
   * @throws StreamscopeError SOCKET_NOT_OPEN, QUEUE_FULL
   */
  askEndOfTopic(): void {
    this.#socket.send(endOfTopicQuestion);
  }

  #answer(frames: readonly string[]): void {
    if (frames.length === 0) return;
    this.#socket.sendAll(frames);
    this.#flow.answered(frames.length);
  }
}
