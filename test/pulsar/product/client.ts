// The product room: the product's own sockets and admin client against a server under test. Raw sockets appear here only
// to bring about what a client must survive.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createPulsarStreamAdmin } from '../../../src/main/pulsar/pulsar-stream-admin.ts';
import { parsePulsarEndpoint } from '../../../src/main/pulsar/pulsar-endpoint.ts';
import { ConsumerSocket } from '../../../src/main/sockets/consumer-socket.ts';
import { ProducerSocket } from '../../../src/main/sockets/producer-socket.ts';
import { ReaderSocket } from '../../../src/main/sockets/reader-socket.ts';
import type {
  ConsumerOptions,
  ProducerOptions,
  ReaderOptions,
  ReaderRequest,
} from '../../../src/main/sockets/socket-request.ts';
import { createSystemClock } from '../../../src/main/sockets/system-clock.ts';
import { createWsOpener } from '../../../src/main/sockets/ws-port.ts';
import type { CursorAdmin } from '../../../src/main/stream-admin/cursor-admin.ts';
import { endOfStream } from '../../../src/main/stream-admin/end-of-stream.ts';
import { createHttpTransport } from '../../../src/main/stream-admin/http-transport.ts';
import type { SubscriptionReach } from '../../../src/main/stream-admin/reach.ts';
import type { StreamAdmin } from '../../../src/main/stream-admin/stream-admin.ts';
import type { OutgoingMessage } from '../../../src/shared/contract/schemas/publish.ts';
import type { StreamName } from '../../../src/shared/domain/stream-name.ts';
import type { Target } from '../wire/target.ts';
import { CuttingProxy } from './cutting-proxy.ts';
import { Heard } from './heard.ts';

export const NAMESPACE = 'public/default';
const PATIENCE_MS = 20_000;
const POLL_MS = 10;

export const clock = createSystemClock();
export const openWebSocket = createWsOpener(clock);

/** What one case works with; everything it opens is ended by `close`. */
export class ProductClient {
  readonly target: Target;
  readonly admin: StreamAdmin;
  readonly cursors: CursorAdmin;
  readonly proxy: CuttingProxy;
  readonly #sockets: { stop(): Promise<void> }[] = [];

  static async open(target: Target): Promise<ProductClient> {
    return new ProductClient(target, await CuttingProxy.start(target.webSocketUrl));
  }

  private constructor(target: Target, proxy: CuttingProxy) {
    this.target = target;
    this.proxy = proxy;
    const parsing = parsePulsarEndpoint(target.adminUrl, proxy.webSocketUrl);
    if (!parsing.ok) throw new Error(parsing.reason);
    this.admin = createPulsarStreamAdmin({
      endpoint: parsing.endpoint,
      tenant: 'public',
      namespace: 'default',
      credentials: { method: 'none' },
      readSecret: () => Promise.resolve(''),
      transport: createHttpTransport({ clock }),
    });
    if (this.admin.cursors === undefined) throw new Error('Pulsar has cursors.');
    this.cursors = this.admin.cursors;
  }

  /** A topic that nobody else uses; created by its first use. */
  stream(): StreamName {
    const topic = `product-${randomBytes(6).toString('hex')}`;
    return { domain: 'persistent', tenant: 'public', namespace: 'default', topic };
  }

  consumer(
    stream: StreamName,
    subscription: string,
    options: ConsumerOptions = {},
  ): { consumer: ConsumerSocket; heard: Heard } {
    const heard = new Heard();
    const request = { kind: 'consumer', stream, subscription, options } as const;
    const consumer = new ConsumerSocket({ ...this.#common(), request }, heard);
    return { consumer: this.#started(consumer), heard };
  }

  reader(
    stream: StreamName,
    from: ReaderRequest['from'],
    options: ReaderOptions = {},
  ): { reader: ReaderSocket; heard: Heard } {
    const heard = new Heard();
    const reader = new ReaderSocket(
      {
        ...this.#common(),
        request: { kind: 'reader', stream, from, options },
        resumeFrom: () => heard.lastId,
        endOfStream: () => endOfStream(this.admin, stream),
      },
      heard,
    );
    return { reader: this.#started(reader), heard };
  }

  async producer(stream: StreamName, options: ProducerOptions = {}): Promise<ProducerSocket> {
    const request = { kind: 'producer', stream, options } as const;
    const producer = this.#started(
      new ProducerSocket(
        { ...this.#common(), request },
        { onStatus: () => undefined, onOpen: () => undefined, onStrayReply: () => undefined },
      ),
    );
    await until('the producer to open', () => ['open', 'failed'].includes(producer.status.phase));
    const { phase, error } = producer.status;
    if (phase === 'failed') throw new Error(`The producer was refused: ${error?.code ?? 'for no reason'}`);
    return producer;
  }

  async backlog({ stream, subscription }: Omit<SubscriptionReach, 'reach'>): Promise<number | undefined> {
    const { subscriptions } = await this.admin.stats(stream);
    return subscriptions.find(({ name }) => name === subscription)?.backlog;
  }

  async close(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => socket.stop()));
    this.admin.stop();
    await this.proxy.stop();
  }

  #common() {
    // Reconnecting is not what these cases wait for.
    return { clock, openWebSocket, random: () => 0.05, provideTarget: this.admin.provideTarget };
  }

  #started<Socket extends { start(): void; stop(): Promise<void> }>(socket: Socket): Socket {
    this.#sockets.push(socket);
    socket.start();
    return socket;
  }
}

export function said(text: string): OutgoingMessage {
  return { payload: new TextEncoder().encode(text), properties: [] };
}

/** Sends texts one after the other; returns the ids of the receipts. */
export async function sendAll(producer: ProducerSocket, texts: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const text of texts) ids.push((await producer.send(said(text))).messageId);
  return ids;
}

/** Waits for a condition; after that time the case fails and says for what it waited. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain for ${what}.`);
    await delay(POLL_MS);
  }
}
