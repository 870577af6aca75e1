import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { TextFrames } from './text-frames.ts';

/** Unsent bytes above which nothing more is written until the peer has read. */
const CONGESTED_AT_BYTES = 1024 * 1024;

export interface SocketChannelHandlers {
  onText(text: string): void;
  /** The peer has read what was waiting: more may be written. */
  onWritable(): void;
  onClosed(): void;
}

/** An open WebSocket as the sessions use it: batched text frames out, text in, and the ways a connection can end. */
export class SocketChannel {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #frames: TextFrames;
  readonly #now: () => number;
  #handlers: SocketChannelHandlers | undefined;
  #flushScheduled = false;
  #isFrozen = false;
  #isClosed = false;
  #lastActivityMs: number;

  constructor(socket: WebSocket, stream: Duplex, now: () => number) {
    this.#socket = socket;
    this.#stream = stream;
    this.#now = now;
    this.#lastActivityMs = now();
    this.#frames = new TextFrames((chunk) => stream.write(chunk));
    socket.on('message', (data, isBinary) => {
      this.#lastActivityMs = this.#now();
      // Binary frames are ignored (protocol D6).
      if (!isBinary && !this.#isFrozen) this.#handlers?.onText(textOf(data));
    });
    socket.on('ping', (data) => {
      this.#lastActivityMs = this.#now();
      if (!this.#isFrozen && socket.readyState === socket.OPEN) socket.pong(data);
    });
    socket.on('close', () => this.#ended());
    // Frame errors (too large, bad UTF-8) end the connection; ws has answered with its close code by then.
    socket.on('error', () => undefined);
    stream.on('drain', () => {
      if (!this.#isFrozen) this.#handlers?.onWritable();
    });
  }

  get lastActivityMs(): number {
    return this.#lastActivityMs;
  }

  get isCongested(): boolean {
    return (
      this.#isFrozen ||
      this.#isClosed ||
      this.#stream.writableLength + this.#frames.pendingBytes > CONGESTED_AT_BYTES
    );
  }

  attach(handlers: SocketChannelHandlers): void {
    this.#handlers = handlers;
    if (this.#isClosed) handlers.onClosed();
  }

  /** Frames of one turn of the event loop leave together. */
  sendText(text: string): void {
    if (this.#isClosed || this.#isFrozen || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#lastActivityMs = this.#now();
    this.#frames.append(text);
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(() => {
      this.#flushScheduled = false;
      this.#flush();
    });
  }

  close(code: number, reason: string): void {
    this.#flush();
    this.#socket.close(code, reason);
  }

  /** Ends the connection without a close frame: the peer sees 1006 (protocol D10). */
  drop(): void {
    this.#flush();
    this.#socket.terminate();
  }

  /** A half-open connection: nothing is answered any more, not even pings, yet nothing is closed. */
  freeze(): void {
    this.#isFrozen = true;
  }

  #flush(): void {
    if (!this.#isClosed && !this.#isFrozen && this.#socket.readyState === this.#socket.OPEN)
      this.#frames.flush();
  }

  #ended(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#handlers?.onClosed();
  }
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}
