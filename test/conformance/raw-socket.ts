import { WebSocket } from 'ws';

const patienceMs = 10_000;

export type JsonFrame = Readonly<Record<string, unknown>>;

/** A bare `ws` client: nothing of the product stands between a test and the wire. */
export class RawSocket {
  readonly #socket: WebSocket;
  readonly #texts: string[] = [];
  readonly #closed: Promise<{ code: number; reason: string }>;
  #wake: (() => void) | undefined;
  #pings = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake?.();
      });
    });
    socket.on('error', () => undefined); // a close follows
    socket.on('message', (data: Buffer) => {
      this.#texts.push(data.toString('utf8'));
      this.#wake?.();
    });
  }

  /** Rejects with `Unexpected server response: <status>` when the upgrade is refused. */
  static open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<RawSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { headers });
      const raw = new RawSocket(socket);
      socket.once('error', reject);
      socket.once('open', () => resolve(raw));
    });
  }

  /** Text goes out as it is, anything else as JSON. */
  send(frame: object | string): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  async ask(frame: object | string): Promise<JsonFrame> {
    this.send(frame);
    return this.next();
  }

  async nextText(): Promise<string> {
    if (this.#texts.length === 0) await this.#come();
    const text = this.#texts.shift();
    if (text === undefined) throw new Error('The socket ended before a frame came.');
    return text;
  }

  async next(): Promise<JsonFrame> {
    const frame: unknown = JSON.parse(await this.nextText());
    if (typeof frame !== 'object' || frame === null || Array.isArray(frame))
      throw new Error('A frame is no JSON object.');
    return Object.fromEntries(Object.entries(frame));
  }

  async take(count: number): Promise<JsonFrame[]> {
    const frames: JsonFrame[] = [];
    while (frames.length < count) frames.push(await this.next());
    return frames;
  }

  /** How many frames are here once a ping sent now is answered: what is not here by then does not come by itself. */
  async waiting(): Promise<number> {
    // Two rounds: the first pong may overtake frames of the server's present turn.
    await this.#ping();
    await this.#ping();
    return this.#texts.length;
  }

  closed(): Promise<{ code: number; reason: string }> {
    return this.#closed;
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.#closed;
  }

  #come(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No frame came in time.')), patienceMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }

  #ping(): Promise<void> {
    const mark = String(this.#pings++);
    return new Promise((resolve) => {
      const onPong = (data: Buffer): void => {
        if (data.toString() !== mark) return;
        this.#socket.off('pong', onPong);
        resolve();
      };
      this.#socket.on('pong', onPong);
      this.#socket.ping(mark);
    });
  }
}
