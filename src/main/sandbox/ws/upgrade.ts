// The ws room: sockets of both dialects (protocol C and D). A session is prepared before the upgrade is accepted, so
// that whatever the broker refuses becomes an HTTP status.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { AccessControl } from '../access/access-control.ts';
import { BrokerError } from '../broker/broker-error.ts';
import type { Broker } from '../broker/broker.ts';
import type { PartitionedTopic } from '../broker/partitioned-topic.ts';
import type { Topic } from '../broker/topic.ts';
import type { Faults } from '../faults.ts';
import { parseConsumerParameters, readerQueueSize } from './consumer-parameters.ts';
import { ConsumerSession } from './consumer-session.ts';
import { parseProducerParameters } from './producer-parameters.ts';
import { ProducerSession } from './producer-session.ts';
import { ReaderSession } from './reader-session.ts';
import type { SessionRegistry } from './session-registry.ts';
import type { Session } from './session.ts';
import { SocketChannel } from './socket-channel.ts';
import { parseSocketPath, type SocketTarget } from './socket-target.ts';
import { UpgradeRefusal } from './upgrade-refusal.ts';
import { refuseUpgrade, refusalOf } from './upgrade-status.ts';

export interface UpgradeOptions {
  readonly broker: Broker;
  readonly access: AccessControl;
  readonly faults: Faults;
  readonly registry: SessionRegistry;
  readonly random: (bytes: number) => string;
  /** Pulsar sockets and admin calls need a credential. GDN's always do. */
  readonly isPulsarGuarded: boolean;
  /** Bytes of one text frame, JSON and all (protocol D8). */
  readonly maxFrameBytes: number;
}

export interface UpgradeHandler {
  handle(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  stop(): void;
}

export function createUpgradeHandler(options: UpgradeOptions): UpgradeHandler {
  const { broker, faults, registry } = options;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: options.maxFrameBytes,
    perMessageDeflate: false,
    // Pongs are sent by the channel, which can be told to stop: a half-open connection.
    autoPong: false,
  });

  function accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    let session: Session | undefined;
    try {
      if (!URL.canParse(request.url ?? '/', 'http://sandbox')) throw new UpgradeRefusal(400, 'Malformed URL');
      const url = new URL(request.url ?? '/', 'http://sandbox');
      const target = parseSocketPath(url.pathname);
      const planned = faults.takeUpgradeRefusal(target.kind);
      if (planned !== undefined)
        throw new UpgradeRefusal(planned.status, 'Refused by the sandbox on request');
      authorize(options, target, url, request);
      const address = `/${request.socket.remoteAddress ?? '127.0.0.1'}:${request.socket.remotePort ?? 0}`;
      session = target.kind === 'pingpong' ? undefined : prepare(options, target, url.searchParams, address);
    } catch (error) {
      refuseUpgrade(stream, refusalOf(error));
      return;
    }
    let isOpened = false;
    server.handleUpgrade(request, stream, head, (socket) => {
      isOpened = true;
      const channel = new SocketChannel(socket, stream, () => broker.clock.now());
      if (session !== undefined) open(session, channel);
    });
    // A handshake that ws refuses (no key, wrong version) never opens.
    if (!isOpened) session?.release();
  }

  function open(session: Session, channel: SocketChannel): void {
    registry.add(session, channel);
    channel.attach({
      onText: (text) => session.onText(text),
      onWritable: () => session.onWritable(),
      onClosed: () => {
        registry.remove(session);
        session.release();
      },
    });
    session.holdDeliveries(faults.isHoldingDeliveries);
    session.holdAcks(faults.isHoldingAcks);
    session.open(channel);
  }

  return {
    handle(request, stream, head) {
      stream.on('error', () => stream.destroy());
      if (faults.responseDelayMs === 0) accept(request, stream, head);
      else broker.clock.after(faults.responseDelayMs, () => accept(request, stream, head));
    },
    stop() {
      server.close();
    },
  };
}

function authorize(options: UpgradeOptions, target: SocketTarget, url: URL, request: IncomingMessage): void {
  const { access } = options;
  const presented = {
    authorization: request.headers.authorization,
    otp: url.searchParams.get('otp') ?? undefined,
    token: url.searchParams.get('token') ?? undefined,
  };
  const isAllowed =
    target.dialect === 'gdn'
      ? access.allowsGdnSocket(presented)
      : !options.isPulsarGuarded || access.allowsPulsar(presented);
  if (!isAllowed) throw new UpgradeRefusal(401, 'Failed to authenticate');
  if (
    target.dialect === 'gdn' &&
    target.kind !== 'pingpong' &&
    target.name.tenant !== access.account.tenant
  ) {
    throw new UpgradeRefusal(403, 'Not authorized');
  }
}

function prepare(
  options: UpgradeOptions,
  target: Exclude<SocketTarget, { kind: 'pingpong' }>,
  query: URLSearchParams,
  address: string,
): Session {
  const { broker } = options;
  const reopen = target.dialect === 'pulsar' ? () => broker.findOrCreate(target.name) : undefined;
  switch (target.kind) {
    case 'producer': {
      const parameters = parseProducerParameters(query);
      return new ProducerSession({ broker, topic: topicFor(broker, target), parameters, address, reopen });
    }
    case 'consumer': {
      const parameters = parseConsumerParameters(query);
      const { subscription } = target;
      return new ConsumerSession({
        broker,
        topic: topicFor(broker, target),
        subscription,
        parameters,
        address,
        reopen,
      });
    }
    case 'reader':
      return new ReaderSession({
        broker,
        topic: topicFor(broker, target),
        startId: query.get('messageId') ?? 'latest',
        receiverQueueSize: readerQueueSize(query),
        readerName: query.get('readerName') ?? undefined,
        randomSuffix: options.random(5),
        address,
      });
  }
}

/** GDN knows only streams that were created; Pulsar creates a topic on first use (protocol F4). */
function topicFor(
  broker: Broker,
  target: Exclude<SocketTarget, { kind: 'pingpong' }>,
): Topic | PartitionedTopic {
  if (target.dialect === 'pulsar') {
    // Read as a name of the first version, with a cluster in it, which the newest servers no longer know.
    if (target.name.local.includes('/')) throw new UpgradeRefusal(500, 'V1 topic names are not supported');
    return broker.findOrCreate(target.name);
  }
  const found = broker.find(target.name);
  if (found === undefined)
    throw new BrokerError('topic-not-found', `Topic ${target.name.local} does not exist`);
  return found;
}
