import type { IncomingMessage } from 'node:http';
import { WebSocket, type RawData } from 'ws';
import type { Clock } from '../../shared/domain/clock.ts';
import { watchForSilentRefusal } from './silent-refusal.ts';
import type {
  Connection,
  OpenWebSocket,
  UpgradeRefusal,
  WebSocketEvents,
  WebSocketRequest,
} from './web-socket-port.ts';

/** A refusal's body is read this far and this long: it is for people only. */
const refusalBodyBytes = 2_048;
const refusalBodyMs = 1_000;

/** For the socket below: paused it takes one more piece and then nothing, instead of filling a buffer piece by piece. */
const stopsWhenPaused = { readableHighWaterMark: 1 };

/** The port on the `ws` library, as used in production. */
export function createWsOpener(clock: Clock): OpenWebSocket {
  return (request, events) => openWithWs(clock, request, events);
}

function openWithWs(clock: Clock, request: WebSocketRequest, events: WebSocketEvents): Connection {
  let named = (error: Error): Error => error;
  const socket = new WebSocket(request.url, {
    headers: { ...request.headers },
    followRedirects: false,
    maxPayload: request.maxPayloadBytes,
    perMessageDeflate: request.compress ? { threshold: 1_024 } : false,
    // A text frame with broken UTF-8 would close the socket, come again after the reconnect and close it again:
    // let the parser refuse and count that one frame.
    skipUTF8Validation: true,
    ...tlsOptions(request),
    ...stopsWhenPaused,
    finishRequest: (outgoing) => {
      if (request.tls?.cert !== undefined) named = watchForSilentRefusal(outgoing);
      outgoing.end();
    },
  });
  let transport: IncomingMessage['socket'] | undefined;
  socket.on('upgrade', (response) => {
    transport = response.socket;
  });
  socket.on('open', () => events.onOpen());
  socket.on('message', (data) => events.onMessage(bufferOf(data)));
  socket.on('pong', () => events.onPong());
  socket.on('error', (error) => events.onError(named(error)));
  socket.on('close', (code, reason) => events.onClose(code, reason.toString('utf8')));
  socket.on('unexpected-response', (_request, response) => {
    readRefusal(clock, response, (refusal) => {
      events.onRefused(refusal);
      socket.terminate();
    });
  });
  return {
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    send: (frame) => socket.send(frame, { binary: false }),
    batch: (send) => {
      transport?.cork();
      try {
        send();
      } finally {
        transport?.uncork();
      }
    },
    ping: () => socket.ping(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}

function tlsOptions({ tls }: WebSocketRequest): object {
  if (tls === undefined) return {};
  return { ...tls, ...(tls.ca === undefined ? {} : { ca: [...tls.ca] }) };
}

function bufferOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function readRefusal(clock: Clock, response: IncomingMessage, done: (refusal: UpgradeRefusal) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let finished = false;
  const finish = (): void => {
    if (finished) return;
    finished = true;
    cancel();
    const body = Buffer.concat(chunks).subarray(0, refusalBodyBytes).toString('utf8').trim();
    const status = response.statusCode ?? 0;
    const reason = response.statusMessage ?? '';
    const text = [reason, body].filter((part) => part !== '').join(': ');
    done({ status, retryAfter: response.headers['retry-after'], text });
  };
  const cancel = clock.after(refusalBodyMs, finish);
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= refusalBodyBytes) finish();
  });
  response.on('end', finish);
  response.on('error', finish);
  response.on('close', finish);
}
