import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { OutgoingMessage, Receipt } from '../../shared/contract/schemas/publish.ts';
import type { SocketStatus } from '../../shared/contract/schemas/session.ts';
import { decodeMessageIdNumbers, formatMessageId } from '../../shared/domain/message-id.ts';
import { encodeProducerFrame, frameLimitBytes, parseProducerReply } from './frames.ts';
import { PendingSends } from './pending-sends.ts';
import { ReconnectingSocket, type SocketSettings } from './reconnecting-socket.ts';
import type { ProducerRequest, ProvideTarget } from './socket-request.ts';

export type ProducerSocketSettings = Omit<SocketSettings, 'kind' | 'prepare'> & {
  readonly request: ProducerRequest;
  readonly provideTarget: ProvideTarget;
  /** Messages without a receipt at one time; more are refused with QUEUE_FULL. */
  readonly window?: number;
  /** Milliseconds a receipt may take; longer than the server's own limit, so that its answer comes first. */
  readonly receiptTimeoutMs?: number;
};

export interface ProducerEvents {
  onStatus(status: SocketStatus): void;
  onOpen(): void;
  /** A reply that belongs to no waiting message: too late after a time-out, or unreadable. */
  onStrayReply(words: string): void;
}

export const defaultSendWindow = 1_000;
const defaultReceiptTimeoutMs = 40_000;

/**
 * A producer. Each message is sent once: when the socket is lost before the receipt came, the outcome is unknown and
 * said to be so; sending it again is the owner's decision, because the service may have stored it.
 */
export class ProducerSocket {
  readonly #settings: ProducerSocketSettings;
  readonly #socket: ReconnectingSocket;
  readonly #pending: PendingSends;
  readonly #window: number;
  #nextContext = 0;

  constructor(settings: ProducerSocketSettings, events: ProducerEvents) {
    const { request, provideTarget, window, receiptTimeoutMs, ...rest } = settings;
    this.#settings = settings;
    this.#window = window ?? defaultSendWindow;
    this.#pending = new PendingSends(rest.clock, receiptTimeoutMs ?? defaultReceiptTimeoutMs);
    const options = { maxPendingMessages: this.#window, ...request.options };
    this.#socket = new ReconnectingSocket(
      {
        conflict: 'slowAfterLoss',
        ...rest,
        kind: 'producer',
        prepare: (context) => provideTarget({ ...request, options }, context),
      },
      {
        onStatus: (status) => events.onStatus(status),
        onOpen: () => events.onOpen(),
        onMessage: (data) => this.#settle(data, events),
        onLost: (cause) => this.#pending.rejectAll(outcomeUnknown(cause.message)),
      },
    );
  }

  get status(): SocketStatus {
    return this.#socket.status;
  }

  /** Messages sent and not yet answered. */
  get pending(): number {
    return this.#pending.size;
  }

  start(): void {
    this.#socket.start();
  }

  /** Messages without a receipt end as SEND_OUTCOME_UNKNOWN; await `drain` first to wait for them. */
  stop(): Promise<void> {
    const stopped = this.#socket.stop();
    this.#pending.rejectAll(outcomeUnknown('The producer was stopped.'));
    return stopped;
  }

  /**
   * Sends one message. Rejects with a StreamscopeError; only SEND_TIMEOUT and SEND_OUTCOME_UNKNOWN leave open whether
   * the service has stored it. SOCKET_NOT_OPEN, QUEUE_FULL, FRAME_TOO_LARGE: not sent; SEND_REFUSED: not stored.
   */
  send(message: OutgoingMessage): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      if (this.#pending.size >= this.#window) {
        reject(
          new StreamscopeError(
            'QUEUE_FULL',
            `${this.#window} messages wait for receipts already; this one was not sent.`,
          ),
        );
        return;
      }
      this.#nextContext += 1;
      const context = String(this.#nextContext);
      try {
        const frame = encodeProducerFrame(message, context);
        if (frame.length > frameLimitBytes) throw tooLarge(frame.length);
        this.#socket.send(frame);
        this.#pending.add(context, {
          sentAt: this.#settings.clock.now(),
          frameBytes: frame.length,
          resolve,
          reject,
        });
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Resolved as soon as the window has room. */
  whenWritable(): Promise<void> {
    return this.#pending.whenAtMost(this.#window - 1);
  }

  /** Resolved when every message has its receipt or its error. */
  drain(): Promise<void> {
    return this.#pending.whenAtMost(0);
  }

  #settle(data: Buffer, events: ProducerEvents): void {
    const reply = parseProducerReply(data);
    const waiting = reply.context === undefined ? undefined : this.#pending.take(reply.context);
    if (waiting === undefined) {
      const words = reply.outcome === 'stored' ? 'a receipt that came too late' : reply.words;
      events.onStrayReply(words);
      return;
    }
    if (reply.outcome !== 'stored') {
      waiting.reject(
        new StreamscopeError('SEND_REFUSED', 'The service refused this message; it is not stored there.', {
          detail: reply.outcome === 'refused' ? `${reply.result} ${reply.words}`.trim() : reply.words,
        }),
      );
      return;
    }
    const numbers = decodeMessageIdNumbers(reply.messageId);
    waiting.resolve({
      messageId: reply.messageId,
      messageIdText: numbers === undefined ? reply.messageId : formatMessageId(numbers),
      ms: this.#settings.clock.now() - waiting.sentAt,
      frameBytes: waiting.frameBytes,
    });
  }
}

function outcomeUnknown(cause: string): StreamscopeError {
  return new StreamscopeError(
    'SEND_OUTCOME_UNKNOWN',
    'The socket was lost before the receipt came: the service may or may not have stored this message. Look for it in the stream before sending it again.',
    { detail: cause },
  );
}

function tooLarge(bytes: number): StreamscopeError {
  return new StreamscopeError(
    'FRAME_TOO_LARGE',
    `This message makes a frame of ${bytes} bytes; the service takes ${frameLimitBytes} at most. It was not sent.`,
  );
}
