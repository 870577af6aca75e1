import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

const HOST = '127.0.0.1';
/** A final close frame of a server: code 1001, no reason. */
const GOING_AWAY = Buffer.from([0x88, 0x02, 0x03, 0xe9]);

/** Carries connections to a server on the loopback interface, and can end them as networks and proxies do. */
export class CuttingProxy {
  readonly webSocketUrl: string;
  readonly #server: Server;
  readonly #pairs = new Set<{ client: Socket; upstream: Socket }>();

  static async start(webSocketUrl: string): Promise<CuttingProxy> {
    const { port } = new URL(webSocketUrl);
    const server = createServer();
    server.listen(0, HOST);
    await once(server, 'listening');
    return new CuttingProxy(server, Number(port));
  }

  private constructor(server: Server, upstreamPort: number) {
    this.#server = server;
    const address = server.address();
    this.webSocketUrl = `ws://${HOST}:${typeof address === 'object' && address !== null ? address.port : 0}`;
    server.on('connection', (client) => this.#carry(client, connect(upstreamPort, HOST)));
  }

  /** The connections break without a goodbye, on both sides. */
  cut(): void {
    for (const { client, upstream } of this.#pairs) {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    }
  }

  /** The clients are sent away with a close frame; the server sees its side end. */
  sendAway(): void {
    for (const { client, upstream } of this.#pairs) {
      upstream.unpipe(client);
      client.end(GOING_AWAY);
      upstream.destroy();
    }
  }

  /** The clients' side breaks, the server is told nothing: it goes on writing to a ghost until `stop`. */
  leaveGhosts(): void {
    for (const { client, upstream } of this.#pairs) {
      client.unpipe(upstream);
      upstream.unpipe(client);
      upstream.resume();
      client.removeAllListeners('close');
      client.resetAndDestroy();
    }
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(client: Socket, upstream: Socket): void {
    const pair = { client, upstream };
    this.#pairs.add(pair);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => {
      this.#pairs.delete(pair);
      client.destroySoon();
    });
    client.pipe(upstream);
    upstream.pipe(client);
  }
}
