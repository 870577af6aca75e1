import { WebSocket } from 'ws';
import type { SandboxFacts } from '../../../src/main/sandbox/sandbox-options.ts';

export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A raw client of the sandbox: REST with the API key, sockets with a fresh one-time password each. */
export interface SandboxClient {
  rest(method: string, path: string, body?: string | Uint8Array<ArrayBuffer>): Promise<JsonAnswer>;
  /** A stream route of the `_system` fabric. */
  streams(method: string, path: string, body?: string | Uint8Array<ArrayBuffer>): Promise<JsonAnswer>;
  admin(method: string, path: string, body?: string): Promise<JsonAnswer>;
  /** Opens a socket of GDN; `path` follows the kind, e.g. `c8locals.x/sub?subscriptionType=Shared`. */
  socket(kind: 'consumer' | 'producer' | 'reader', path: string): Promise<TestSocket>;
  /** The same on Pulsar's own paths in `public/default`. */
  pulsarSocket(kind: 'consumer' | 'producer' | 'reader', path: string): Promise<TestSocket>;
  /** The HTTP status of an upgrade that must not succeed, and its text. */
  refusal(
    url: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; reason: string }>;
  gdnSocketUrl(kind: string, path: string): Promise<string>;
}

export function createClient(facts: SandboxFacts): SandboxClient {
  const authorization = `apikey ${facts.apiKey}`;
  async function call(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    token = authorization,
  ): Promise<JsonAnswer> {
    const response = await fetch(`${facts.url}${path}`, {
      method,
      headers: { authorization: token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      headers: response.headers,
    };
  }
  async function gdnSocketUrl(kind: string, path: string): Promise<string> {
    const { body } = await call('POST', '/apid/otp');
    const otp = typeof body === 'object' && body !== null && 'otp' in body ? String(body.otp) : '';
    const side = path.startsWith('c8globals.') ? 'c8global' : 'c8local';
    const base = `${facts.webSocketUrl}/ws/v2/${kind}/persistent/${facts.tenant}/${side}._system/${path}`;
    return `${base}${path.includes('?') ? '&' : '?'}otp=${otp}`;
  }
  return {
    rest: call,
    streams: (method, path, body) => call(method, `/_fabric/_system/_api/streams${path}`, body),
    admin: (method, path, body) => call(method, `/admin/v2${path}`, body, `Bearer ${facts.jwt}`),
    gdnSocketUrl,
    socket: async (kind, path) => openSocket(await gdnSocketUrl(kind, path)),
    pulsarSocket: (kind, path) =>
      openSocket(`${facts.pulsarWebSocketUrl}/ws/v2/${kind}/persistent/public/default/${path}`, {
        authorization: `Bearer ${facts.jwt}`,
      }),
    refusal: (url, headers) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url, { headers });
        socket.once('open', () => {
          socket.terminate();
          reject(new Error('the upgrade was accepted'));
        });
        socket.once('error', reject);
        socket.once('unexpected-response', (_request, response) => {
          let reason = '';
          response.on('data', (chunk: Buffer) => (reason += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, reason }));
        });
      }),
  };
}

export interface Frame {
  readonly messageId: string;
  readonly payload: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly publishTime: string;
  readonly redeliveryCount: number;
  readonly eventTime?: string;
  readonly key?: string;
  readonly result?: string;
  readonly errorMsg?: string;
  readonly context?: string;
  readonly endOfTopic?: boolean;
}

/** An open socket whose frames are awaited one by one. */
export interface TestSocket {
  readonly socket: WebSocket;
  send(frame: object | string): void;
  /** The next frame; fails when none comes in time. */
  next(): Promise<Frame>;
  nextText(): Promise<string>;
  take(count: number): Promise<string[]>;
  /** Resolves once a ping was answered, which is after everything that was sent before: what is not here by then is not coming. */
  settled(): Promise<number>;
  closed(): Promise<{ code: number; reason: string }>;
  close(): Promise<void>;
}

const WAIT_MS = 5_000;

function openSocket(url: string, headers: Readonly<Record<string, string>> = {}): Promise<TestSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    const frames: Frame[] = [];
    const texts: string[] = [];
    let wake: (() => void) | undefined;
    let pings = 0;
    const closed = new Promise<{ code: number; reason: string }>((done) => {
      socket.once('close', (code, reason) => done({ code, reason: reason.toString() }));
    });
    socket.on('message', (data: Buffer) => {
      texts.push(data.toString('utf8'));
      frames.push(JSON.parse(data.toString('utf8')));
      wake?.();
    });
    socket.once('error', reject);
    const next = async (): Promise<Frame> => {
      if (frames.length === 0) {
        await new Promise<void>((come, fail) => {
          const deadline = setTimeout(() => fail(new Error('no frame came in time')), WAIT_MS);
          wake = () => {
            clearTimeout(deadline);
            come();
          };
        });
        wake = undefined;
      }
      const frame = frames.shift();
      texts.shift();
      if (frame === undefined) throw new Error('woken without a frame');
      return frame;
    };
    const test: TestSocket = {
      socket,
      send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
      next,
      async nextText() {
        if (texts.length === 0) {
          const frame = await next();
          return JSON.stringify(frame);
        }
        const text = texts[0] ?? '';
        await next();
        return text;
      },
      async take(count) {
        const payloads: string[] = [];
        while (payloads.length < count)
          payloads.push(Buffer.from((await next()).payload, 'base64').toString());
        return payloads;
      },
      async settled() {
        // Two rounds: the first pong may pass frames that wait for the end of the server's turn.
        for (let round = 0; round < 2; round++) {
          const mark = `${pings++}`;
          await new Promise<void>((come) => {
            const onPong = (data: Buffer): void => {
              if (data.toString() !== mark) return;
              socket.off('pong', onPong);
              come();
            };
            socket.on('pong', onPong);
            socket.ping(mark);
          });
        }
        return frames.length;
      },
      closed: () => closed,
      async close() {
        socket.close();
        await closed;
      },
    };
    socket.once('open', () => resolve(test));
  });
}
