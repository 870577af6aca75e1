import { WebSocket } from 'ws';
import { RawSocket } from './raw-socket.ts';

const HANDSHAKE_TIMEOUT_MS = 30_000;

/** What an upgrade led to. */
export type Upgrade =
  | { readonly kind: 'open'; readonly socket: RawSocket }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly body: string;
      readonly reasonPhrase: string;
    }
  | { readonly kind: 'failed'; readonly error: string };

/** Opens a socket; a refusal is an answer like any other. */
export function openSocket(url: string, headers: Readonly<Record<string, string>>): Promise<Upgrade> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, {
      headers: { ...headers },
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      perMessageDeflate: false,
      skipUTF8Validation: false,
    });
    // Frames may follow the upgrade in the same packet, so the listeners have to be there before it.
    const raw = new RawSocket(socket);
    socket.once('open', () => resolve({ kind: 'open', socket: raw }));
    socket.once('unexpected-response', (request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        request.destroy();
        resolve({
          kind: 'refused',
          status: response.statusCode ?? 0,
          reasonPhrase: response.statusMessage ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    socket.once('error', (error) => resolve({ kind: 'failed', error: error.message }));
  });
}
