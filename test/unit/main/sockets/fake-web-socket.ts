import type {
  Connection,
  OpenWebSocket,
  WebSocketEvents,
  WebSocketRequest,
} from '../../../../src/main/sockets/web-socket-port.ts';

/** One connection that a test plays the server of. */
export interface FakeConnection {
  readonly request: WebSocketRequest;
  readonly sent: string[];
  readonly calls: string[];
  bufferedBytes: number;
  open(): void;
  message(frame: string | object): void;
  pong(): void;
  refuse(status: number, options?: { text?: string; retryAfter?: string }): void;
  fail(code: string): void;
  close(code: number, reason?: string): void;
  readonly alive: boolean;
}

export interface FakeNetwork {
  readonly openWebSocket: OpenWebSocket;
  readonly connections: FakeConnection[];
  /** The newest connection; fails when there is none. */
  last(): FakeConnection;
}

/** A network without wires. Like the real one it reports the close of a connection once, later, also after `terminate`. */
export function createFakeNetwork(): FakeNetwork {
  const connections: FakeConnection[] = [];
  return {
    connections,
    last: () => {
      const connection = connections.at(-1);
      if (connection === undefined) throw new Error('Nothing was opened');
      return connection;
    },
    openWebSocket: (request, events) => {
      const { fake, connection } = createPair(request, events);
      connections.push(fake);
      return connection;
    },
  };
}

function createPair(
  request: WebSocketRequest,
  events: WebSocketEvents,
): { fake: FakeConnection; connection: Connection } {
  let alive = true;
  const end = (code: number, reason: string): void => {
    if (!alive) return;
    alive = false;
    queueMicrotask(() => events.onClose(code, reason));
  };
  const fake: FakeConnection = {
    request,
    sent: [],
    calls: [],
    bufferedBytes: 0,
    get alive() {
      return alive;
    },
    open: () => events.onOpen(),
    message: (frame) =>
      events.onMessage(Buffer.from(typeof frame === 'string' ? frame : JSON.stringify(frame))),
    pong: () => events.onPong(),
    refuse: (status, { text = '', retryAfter } = {}) => {
      events.onRefused({ status, text, retryAfter });
      end(1006, '');
    },
    fail: (code) => {
      events.onError(Object.assign(new Error(code), { code }));
      end(1006, '');
    },
    close: (code, reason = '') => end(code, reason),
  };
  const connection: Connection = {
    get bufferedBytes() {
      return fake.bufferedBytes;
    },
    send: (frame) => fake.sent.push(frame.toString()),
    batch: (send) => {
      fake.calls.push('batch');
      send();
    },
    ping: () => fake.calls.push('ping'),
    pause: () => fake.calls.push('pause'),
    resume: () => fake.calls.push('resume'),
    close: (code, reason) => {
      fake.calls.push(`close ${code} ${reason}`.trim());
      end(code, reason);
    },
    terminate: () => {
      fake.calls.push('terminate');
      end(1006, '');
    },
  };
  return { fake, connection };
}
