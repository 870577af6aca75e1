import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket, type RawData } from 'ws';

/** Long enough for a topic to be loaded on a busy machine; reached only when a server stays silent. */
const PATIENCE_MS = 8_000;

/** How a socket ended, as the client saw it. */
export interface SocketEnd {
  readonly code: number;
  readonly reason: string;
}

/** An open socket whose frames are taken one after the other. Waiting never throws: what did not come is not returned. */
export class RawSocket {
  readonly #socket: WebSocket;
  readonly #frames: unknown[] = [];
  readonly #waiters = new Set<() => void>();
  #end: SocketEnd | undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => {
      this.#frames.push(isBinary ? '<binary frame>' : parsed(data));
      this.#wake();
    });
    // A close follows every error.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      this.#end = { code, reason: reason.toString('utf8') };
      this.#wake();
    });
  }

  /** A string goes out as it is, anything else as JSON; bytes as a binary frame. */
  send(frame: unknown): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (typeof frame === 'string' || frame instanceof Uint8Array) this.#socket.send(frame);
    else this.#socket.send(JSON.stringify(frame));
  }

  /** The next frames, at most `count`; fewer when the socket ends or the time is up. */
  async take(count: number, withinMs = PATIENCE_MS): Promise<unknown[]> {
    await this.#until(() => this.#frames.length >= count || this.#end !== undefined, withinMs);
    return this.#frames.splice(0, count);
  }

  /** The next frame, or undefined. */
  async next(withinMs = PATIENCE_MS): Promise<unknown> {
    const [frame] = await this.take(1, withinMs);
    return frame;
  }

  /** Sends a frame and takes the next one. */
  async ask(frame: unknown, withinMs = PATIENCE_MS): Promise<unknown> {
    this.send(frame);
    return this.next(withinMs);
  }

  /** What still comes within a short time: an empty list shows that a server holds back. */
  async rest(withinMs = 500): Promise<unknown[]> {
    await delay(withinMs);
    return this.#frames.splice(0);
  }

  /** How the socket ended within that time; 'open' when it did not. */
  async end(withinMs = PATIENCE_MS): Promise<SocketEnd | 'open'> {
    await this.#until(() => this.#end !== undefined, withinMs);
    return this.#end ?? 'open';
  }

  /** Sends a ping; the text that the pong brought back. */
  ping(text: string): Promise<string> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('<no pong>'), PATIENCE_MS);
      this.#socket.once('pong', (data: Buffer) => {
        clearTimeout(timer);
        resolve(data.toString('utf8'));
      });
      this.#socket.ping(text);
    });
  }

  /** An orderly end by the client. */
  async close(): Promise<void> {
    this.#socket.close(1000);
    if ((await this.end(2_000)) === 'open') this.#socket.terminate();
  }

  /** The connection drops without a close frame. */
  drop(): void {
    this.#socket.terminate();
  }

  async #until(isReached: () => boolean, withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!isReached() && Date.now() < deadline) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(wake, deadline - Date.now());
        const waiters = this.#waiters;
        function wake(): void {
          clearTimeout(timer);
          waiters.delete(wake);
          resolve();
        }
        waiters.add(wake);
      });
    }
  }

  #wake(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }
}

function parsed(data: RawData): unknown {
  const text = Array.isArray(data) ? Buffer.concat(data).toString('utf8') : textOf(data);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return `<not JSON: ${text}>`;
  }
}

function textOf(data: Buffer | ArrayBuffer): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
