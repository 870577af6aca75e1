import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';

/** PEM texts of test/fixtures/mutual-tls: one authority signed `server` and `client`; `stranger` signed itself. */
export const pem = (name: string): string =>
  readFileSync(new URL(`../../fixtures/mutual-tls/${name}.pem`, import.meta.url), 'utf8');

export interface MutualTlsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A gateway that lets only clients with a certificate of the authority through to a plain port of this machine. */
export async function startMutualTlsServer(toPort: number): Promise<MutualTlsServer> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer(
    {
      ca: pem('authority'),
      cert: pem('server'),
      key: pem('server.key'),
      requestCert: true,
      rejectUnauthorized: true,
    },
    (outside) => {
      const inside = connect(toPort, '127.0.0.1');
      keep(outside);
      keep(inside);
      outside.pipe(inside).pipe(outside);
      outside.once('close', () => inside.destroy());
      inside.once('close', () => outside.destroy());
    },
  );
  server.on('connection', keep);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
