import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { OutgoingMessage, ProducerOptions, Receipt } from '../../shared/contract/schemas/publish.ts';
import type { SocketStatus } from '../../shared/contract/schemas/session.ts';
import type { StreamName } from '../../shared/domain/stream-name.ts';
import {
  defaultSendWindow,
  ProducerSocket,
  type ProducerSocketSettings,
} from '../sockets/producer-socket.ts';
import type { SocketSettings } from '../sockets/reconnecting-socket.ts';
import type { ProvideTarget } from '../sockets/socket-request.ts';

/** How long a message waits for its producer's socket to open before it is given back unsent. */
export const openPatienceMs = 15_000;

/** A producer that opens by itself: a message waits for the socket, and for room in the window. */
export interface PublishProducer {
  send(message: OutgoingMessage): Promise<Receipt>;
  /** Waits for the receipts of what was sent, in bounded time. */
  stop(): Promise<void>;
}

export interface PublishProducerOptions {
  readonly stream: StreamName;
  readonly options: ProducerOptions | undefined;
  readonly provideTarget: ProvideTarget;
  readonly network: Pick<SocketSettings, 'openWebSocket' | 'clock' | 'random'>;
}

/** What a receipt may take beyond the service's own limit, so that its answer comes first. */
const receiptGraceMs = 10_000;
/** Receipts are waited for this long when the app or the connection ends. */
const drainPatienceMs = 2_000;

type Limits = Pick<ProducerSocketSettings, 'window' | 'receiptTimeoutMs'>;

export function openPublishProducer(options: PublishProducerOptions): PublishProducer {
  const { clock } = options.network;
  let waiting: (() => void)[] = [];
  // Messages leave in the order they were given, also those that waited for the socket.
  let line: Promise<void> = Promise.resolve();
  const producer = new ProducerSocket(
    {
      ...options.network,
      provideTarget: options.provideTarget,
      request: {
        kind: 'producer',
        stream: options.stream,
        ...(options.options === undefined ? {} : { options: options.options }),
      },
      ...limitsOf(options.options),
    },
    { onStatus: wakeAll, onOpen: wakeAll, onStrayReply: () => undefined },
  );
  producer.start();

  function wakeAll(): void {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  const nextStatus = (untilMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(Math.max(0, untilMs - clock.now()), resolve);
      waiting.push(() => {
        cancel();
        resolve();
      });
    });

  /** Resolves when the socket is open; rejects with what keeps it shut. */
  async function opened(untilMs: number): Promise<void> {
    if (ended(producer.status)) producer.start();
    while (producer.status.phase !== 'open') {
      const { status } = producer;
      if (ended(status) || clock.now() >= untilMs) throw notOpen(status);
      await nextStatus(untilMs);
    }
  }

  return {
    async send(message) {
      const untilMs = clock.now() + openPatienceMs;
      const turn = line.then(async () => {
        await opened(untilMs);
        await producer.whenWritable();
        // Not awaited here: the next message need not wait for this one's receipt.
        return { receipt: producer.send(message) };
      });
      line = turn.then(nothing, nothing);
      return (await turn).receipt;
    },
    async stop() {
      let cancel = (): void => undefined;
      const late = new Promise<void>((resolve) => {
        cancel = clock.after(drainPatienceMs, resolve);
      });
      await Promise.race([producer.drain(), late]);
      cancel();
      await producer.stop();
      wakeAll();
    },
  };
}

/** The window is the service's own where that is smaller: what it has no room for it refuses. */
function limitsOf({ maxPendingMessages, sendTimeoutMs }: ProducerOptions = {}): Limits {
  return {
    ...(maxPendingMessages === undefined ? {} : { window: Math.min(maxPendingMessages, defaultSendWindow) }),
    ...(sendTimeoutMs === undefined ? {} : { receiptTimeoutMs: sendTimeoutMs + receiptGraceMs }),
  };
}

const nothing = (): void => undefined;

const ended = ({ phase }: SocketStatus): boolean =>
  phase === 'failed' || phase === 'stopped' || phase === 'idle';

function notOpen({ error }: SocketStatus): StreamscopeError {
  if (error === undefined)
    return new StreamscopeError('SOCKET_NOT_OPEN', 'The producer did not open in time. Nothing was sent.');
  return new StreamscopeError(error.code, `${error.message} This message was not sent.`, {
    detail: error.detail,
  });
}
