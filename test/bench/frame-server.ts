/**
 * A WebSocket server in its own process that sends Pulsar-like frames as a broker does, each in a send of its
 * own, as fast as the socket takes them. Frames are made before the clock starts. Command: `{"send": n}`.
 */
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

/** Frames handed to the socket in one turn. */
const framesPerTurn = 200;

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
server.on('connection', (socket, request) => {
  socket.on('message', (command) => {
    const { send }: { send: number } = JSON.parse(String(command));
    const frames = Array.from({ length: send }, (_, entry) => Buffer.from(frameText(entry)));
    void sendAll(socket, request.socket, frames);
  });
});
process.on('disconnect', () => process.exit(0));

async function sendAll(socket: WebSocket, stream: Duplex, frames: readonly Buffer[]): Promise<void> {
  for (let from = 0; from < frames.length; from += framesPerTurn) {
    for (const frame of frames.slice(from, from + framesPerTurn)) socket.send(frame, { binary: false });
    if (stream.writableNeedDrain) await once(stream, 'drain');
  }
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
    messageId: idText(91_234, entry),
    payload: Buffer.from(JSON.stringify(order)).toString('base64'),
    properties: { region: order.region, trace: `t-${entry}` },
    publishTime: time,
    redeliveryCount: 0,
    key: `k-${entry % 1000}`,
  });
}

function idText(ledger: number, entry: number): string {
  return Buffer.from([8, ...varint(ledger), 16, ...varint(entry), 48, 0]).toString('base64');
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}
