import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** A GDN-like service of one stream whose reader sends whatever the test gives it, well-formed or not. */
export interface HostileService {
  readonly url: string;
  readonly fullName: string;
  /** Sends raw frames to every socket that is open. */
  send(...frames: readonly string[]): void;
  openSockets(): number;
  stop(): Promise<void>;
}

const tenant = 'acme';
const topic = 'c8locals.strange';

export async function startHostileService(): Promise<HostileService> {
  const server = createServer(answer);
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    fullName: `persistent://${tenant}/c8local._system/${topic}`,
    send(...frames) {
      for (const socket of sockets.clients) for (const frame of frames) socket.send(frame);
    },
    openSockets: () => sockets.clients.size,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(bodyFor(request.url ?? '')));
}

function bodyFor(path: string): unknown {
  if (path.startsWith('/_open/auth')) return { jwt: jwt(), tenant, username: 'root' };
  if (path.startsWith('/apid/otp')) return { otp: 'once' };
  if (path.includes('/database/user'))
    return {
      error: false,
      code: 200,
      result: [{ name: '_system', isSystem: true, options: { dcList: 'here', tenant } }],
    };
  if (path.includes('/streams'))
    return { error: false, code: 200, result: [{ topic, local: true, tenant, db: '_system', type: 4 }] };
  return { error: false, code: 200, result: [] };
}

function jwt(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const expires = Math.floor(Date.now() / 1000) + 3_600;
  return `${part({ alg: 'HS256' })}.${part({ tenant, exp: expires })}.c2ln`;
}
