/**
 * A WebSocket server in its own process that sends Pulsar-like frames as fast as the socket takes them.
 * Command: `{"send": n, "frames": "made" | "ready"}`.
 * - `made`: an ordinary `ws` server. Each frame is made when its turn comes and sent by itself, as a broker does.
 * - `ready`: all frames are in their wire form before the first leaves, and leave in large pieces, so that the server
 *   takes a tenth of a core and the receiver has the machine for itself. It cannot tell: TCP keeps no borders.
 */
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { messageIdText } from './message-id-text.ts';

/** What stands behind the frames: a server that makes them, or ready bytes. */
export type FrameSource = 'made' | 'ready';

export interface FrameCommand {
  readonly send: number;
  readonly frames: FrameSource;
}

/** Bytes handed to the socket in one write of ready frames. */
const pieceBytes = 256 * 1024;
/** Above so many bytes that the receiver has not taken, the server waits before it makes another frame. */
const bufferedBytes = 1024 * 1024;

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
server.on('connection', (socket, request) => {
  socket.on('message', (command) => {
    const { send, frames }: FrameCommand = JSON.parse(String(command));
    void (frames === 'made' ? makeAndSend(socket, send) : sendReady(request.socket, send));
  });
});
process.on('disconnect', () => process.exit(0));

async function makeAndSend(socket: WebSocket, count: number): Promise<void> {
  for (let entry = 0; entry < count; entry += 1) {
    const frame = frameText(entry);
    if (socket.bufferedAmount < bufferedBytes) socket.send(frame);
    else await new Promise((resolve) => socket.send(frame, resolve));
  }
}

async function sendReady(stream: Duplex, count: number): Promise<void> {
  const wire = Buffer.concat(Array.from({ length: count }, (_, entry) => wireFrame(frameText(entry))));
  for (let from = 0; from < wire.length; from += pieceBytes) {
    if (!stream.write(wire.subarray(from, from + pieceBytes))) await once(stream, 'drain');
  }
}

/** One unmasked text frame (RFC 6455 5.2) of 126 to 65,535 bytes. */
function wireFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length < 126 || payload.length > 0xffff) throw new RangeError('A frame of an unexpected size.');
  return Buffer.concat([Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]), payload]);
}

function frameText(entry: number): string {
  const order = {
    order: entry,
    customer: `c-${entry % 997}`,
    total: ((entry * 7919) % 100_000) / 100,
    region: ['eu', 'us', 'ap'][entry % 3],
    items: [{ sku: `A-${entry % 50}`, n: 2 }],
  };
  const time = new Date(1_777_000_000_000 + entry).toISOString();
  return JSON.stringify({
    messageId: messageIdText(91_234, entry),
    payload: Buffer.from(JSON.stringify(order)).toString('base64'),
    properties: { region: order.region, trace: `t-${entry}` },
    publishTime: time,
    redeliveryCount: 0,
    key: `k-${entry % 1000}`,
  });
}
