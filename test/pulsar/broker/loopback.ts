import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';

const HOST = '127.0.0.1';

/** The name of the interface that holds 127.0.0.1, e.g. `lo` or `lo0`. */
export function loopbackInterface(): string {
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    if (addresses?.some(({ address }) => address === HOST) === true) return name;
  }
  throw new Error('This machine has no loopback interface.');
}

/** A port that was free a moment ago: Pulsar writes its ports into its own addresses, so it cannot choose them itself. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
