import { parseStreamName, type StreamName } from '../../../src/shared/domain/stream-name.ts';
import { decodeMessageIdNumbers, messageIdKey } from '../../../src/shared/domain/message-id.ts';
import { ConsumerSocket } from '../../../src/main/sockets/consumer-socket.ts';
import { ProducerSocket } from '../../../src/main/sockets/producer-socket.ts';
import { ReaderSocket } from '../../../src/main/sockets/reader-socket.ts';
import type { SocketSettings } from '../../../src/main/sockets/reconnecting-socket.ts';
import type { ConsumerOptions, ReaderRequest } from '../../../src/main/sockets/socket-request.ts';
import type { SandboxOptions } from '../../../src/main/sandbox/sandbox-options.ts';
import type { StreamAdmin } from '../../../src/main/stream-admin/stream-admin.ts';
import { network, startGdnBench, until, type AdminOptions, type GdnBench } from '../gdn/sandbox-gdn.ts';

export interface Frame {
  readonly messageId: string;
  readonly payload: string;
  readonly redeliveryCount?: number;
}

/** What a socket under test has told its owner. */
export interface Heard {
  readonly frames: Frame[];
  readonly lost: string[];
  opens: number;
}

export interface SocketBench {
  readonly bench: GdnBench;
  readonly admin: StreamAdmin;
  readonly stream: StreamName;
  consumer(
    subscription: string,
    options?: ConsumerOptions,
    extra?: Extra,
  ): { consumer: ConsumerSocket; heard: Heard };
  reader(from: ReaderRequest['from'], extra?: Extra): { reader: ReaderSocket; heard: Heard };
  producer(extra?: Extra): ProducerSocket;
  stop(): Promise<void>;
}

export type Extra = Partial<Pick<SocketSettings, 'tuning' | 'conflict' | 'compress'>> & {
  readonly admin?: StreamAdmin;
};

/** A sandbox with one empty stream; sockets are opened on it, started, and all ended by `stop`. */
export async function startSocketBench(
  options: SandboxOptions = {},
  adminOptions: AdminOptions = {},
): Promise<SocketBench> {
  const bench = await startGdnBench(options);
  const admin = bench.admin(adminOptions);
  const parsing = parseStreamName((await admin.createStream('_system', 'orders', 'global')).fullName);
  if (!parsing.ok) throw new Error(parsing.reason);
  const stream = parsing.name;
  const sockets: { stop(): Promise<void> }[] = [];
  // Reconnecting is not what takes the time in these tests.
  const common = { ...network, random: () => 0.05, provideTarget: admin.provideTarget };

  return {
    bench,
    admin,
    stream,
    consumer: (subscription, consumerOptions = {}, { admin: other, ...extra } = {}) => {
      const heard: Heard = { frames: [], lost: [], opens: 0 };
      const consumer = new ConsumerSocket(
        {
          ...common,
          ...(other === undefined ? {} : { provideTarget: other.provideTarget }),
          ...extra,
          request: { kind: 'consumer', stream, subscription, options: consumerOptions },
        },
        eventsInto(heard),
      );
      sockets.push(consumer);
      consumer.start();
      return { consumer, heard };
    },
    reader: (from, extra = {}) => {
      const heard: Heard = { frames: [], lost: [], opens: 0 };
      const reader = new ReaderSocket(
        {
          ...common,
          ...extra,
          request: { kind: 'reader', stream, from },
          resumeFrom: () => heard.frames.at(-1)?.messageId,
        },
        eventsInto(heard),
      );
      sockets.push(reader);
      reader.start();
      return { reader, heard };
    },
    producer: (extra = {}) => {
      const producer = new ProducerSocket(
        { ...common, ...extra, request: { kind: 'producer', stream } },
        { onStatus: () => undefined, onOpen: () => undefined, onStrayReply: () => undefined },
      );
      sockets.push(producer);
      producer.start();
      return producer;
    },
    stop: async () => {
      await Promise.all(sockets.map((socket) => socket.stop()));
      await until(() => bench.sandbox.openSockets === 0);
      await bench.stop();
    },
  };
}

export const textOf = (frame: Frame | undefined): string =>
  Buffer.from(frame?.payload ?? '', 'base64').toString();

export function keyOf(frame: Frame): string {
  const id = decodeMessageIdNumbers(frame.messageId);
  return id === undefined ? frame.messageId : messageIdKey(id);
}

function eventsInto(heard: Heard) {
  return {
    onStatus: () => undefined,
    onOpen: () => {
      heard.opens += 1;
    },
    onFrame: (data: Buffer) => {
      heard.frames.push(JSON.parse(data.toString()) as Frame);
    },
    onLost: (cause: { code: string }) => {
      heard.lost.push(cause.code);
    },
    onEndOfTopic: () => undefined,
    onGap: () => undefined,
  };
}
