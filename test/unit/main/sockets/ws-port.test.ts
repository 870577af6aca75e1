import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { createSystemClock } from '../../../../src/main/sockets/system-clock.ts';
import type { Connection, UpgradeRefusal } from '../../../../src/main/sockets/web-socket-port.ts';
import { createWsOpener } from '../../../../src/main/sockets/ws-port.ts';

const enders: (() => void)[] = [];
afterEach(() => {
  for (const end of enders.splice(0)) end();
});

interface Played {
  readonly url: string;
  readonly server: Server;
}

async function serve(
  onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Promise<Played> {
  const server = createServer((_request: IncomingMessage, response: ServerResponse) => response.end());
  server.on('upgrade', onUpgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  enders.push(() => server.close());
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function serveSockets(onSocket: (socket: WebSocket) => void, options: object = {}): Promise<Played> {
  const sockets = new WebSocketServer({ noServer: true, ...options });
  enders.push(() => {
    for (const socket of sockets.clients) socket.terminate();
  });
  return serve((request, socket, head) => sockets.handleUpgrade(request, socket, head, onSocket));
}

interface Story {
  readonly connection: Connection;
  readonly events: string[];
  readonly refusals: UpgradeRefusal[];
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
}

function open(url: string, options: { maxPayloadBytes?: number; compress?: boolean } = {}): Story {
  const events: string[] = [];
  const refusals: UpgradeRefusal[] = [];
  let opened = (): void => undefined;
  let closed = (): void => undefined;
  const story = {
    events,
    refusals,
    opened: new Promise<void>((resolve) => (opened = resolve)),
    closed: new Promise<void>((resolve) => (closed = resolve)),
  };
  const connection: Connection = createWsOpener(createSystemClock())(
    { url, maxPayloadBytes: options.maxPayloadBytes ?? 1_000_000, compress: options.compress ?? false },
    {
      onOpen: () => {
        events.push('open');
        opened();
      },
      onMessage: (data) => events.push(`message ${data.toString()}`),
      onPong: () => events.push('pong'),
      onRefused: (refusal) => refusals.push(refusal),
      onError: (error) => events.push(`error ${'code' in error ? String(error.code) : error.message}`),
      onClose: (code, reason) => {
        events.push(`close ${code} ${reason}`.trim());
        closed();
      },
    },
  );
  enders.push(() => connection.terminate());
  return { ...story, connection };
}

describe('the port on ws', () => {
  it('sends, receives, pings and closes with code and reason', async () => {
    const { url } = await serveSockets((socket) => {
      socket.on('message', (data) => socket.send(`echo ${data.toString()}`));
      socket.on('ping', () => socket.close(4_001, 'bye'));
    });
    const { connection, events, opened, closed } = open(url);
    await opened;
    connection.batch(() => {
      connection.send('a');
      connection.send(Buffer.from('b'));
    });
    while (events.length < 3) await new Promise((resolve) => setImmediate(resolve));
    connection.ping();
    await closed;
    expect(events.filter((event) => event !== 'pong')).toEqual([
      'open',
      'message echo a',
      'message echo b',
      'close 4001 bye',
    ]);
  });

  it('tells status, words and Retry-After of a refused upgrade, then the end', async () => {
    const { url } = await serve((_request, socket) => {
      socket.end('HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 9\r\n\r\nslow down');
    });
    const { refusals, closed } = open(url);
    await closed;
    expect(refusals).toEqual([{ status: 429, retryAfter: '7', text: 'Too Many: slow down' }]);
  });

  it('does not wait for a refusal whose body never ends', async () => {
    const { url } = await serve((_request, socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 500 Oops\r\nContent-Length: 99\r\n\r\npart');
    });
    const { refusals, closed } = open(url);
    await closed;
    expect(refusals).toMatchObject([{ status: 500, text: 'Oops: part' }]);
  });

  it('follows no redirect', async () => {
    const { url } = await serve((_request, socket) => {
      socket.end('HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n');
    });
    const { refusals, closed } = open(url);
    await closed;
    expect(refusals).toMatchObject([{ status: 302 }]);
  });

  it('ends a message beyond its bound instead of filling the memory', async () => {
    const { url } = await serveSockets((socket) => socket.send('x'.repeat(2_000)));
    const { events, closed } = open(url, { maxPayloadBytes: 1_000 });
    await closed;
    expect(events).toEqual(['open', 'error WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'close 1006']);
  });

  it('survives the illegal close code 3 that Pulsar means to send (protocol D10)', async () => {
    const { url } = await serve((request, socket) => {
      const accept = new WebSocketServer({ noServer: true });
      accept.handleUpgrade(request, socket, Buffer.alloc(0), () =>
        socket.write(Buffer.from([0x88, 2, 0, 3])),
      );
    });
    const { events, closed } = open(url);
    await closed;
    expect(events).toEqual(['open', 'error WS_ERR_INVALID_CLOSE_CODE', expect.stringMatching(/^close 100/)]);
  });

  it('lets a text frame with broken UTF-8 through to its parser', async () => {
    const { url } = await serveSockets((socket) =>
      socket.send(Buffer.from([0x7b, 0xff, 0x7d]), { binary: false }),
    );
    const { events, connection, opened } = open(url);
    await opened;
    while (events.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(events[1]).toBe('message {\ufffd}');
    connection.terminate();
  });

  it('can be cut in the middle of the handshake, and says so once', async () => {
    const { url } = await serve(() => undefined);
    const { connection, events, closed } = open(url);
    connection.terminate();
    await closed;
    connection.terminate();
    expect(events.filter((event) => event.startsWith('close'))).toHaveLength(1);
  });

  it('offers compression only when asked to', async () => {
    const offers: (string | undefined)[] = [];
    const { url } = await serve((request, socket) => {
      offers.push(request.headers['sec-websocket-extensions']);
      socket.end('HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n');
    });
    await open(url).closed;
    await open(url, { compress: true }).closed;
    expect(offers[0]).toBeUndefined();
    expect(offers[1]).toContain('permessage-deflate');
  });
});
