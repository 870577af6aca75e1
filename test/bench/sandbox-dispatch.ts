/**
 * How fast the sandbox feeds one socket: `node test/bench/sandbox-dispatch.ts [--quick]`. The server runs in a process of its
 * own with the messages stored; this process receives, acknowledges every message and counts. The baseline is a bare `ws`
 * server that writes the same frames without a broker behind it. Prints a table and, last, one line of JSON.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebSocket, WebSocketServer } from 'ws';
import { draftOf } from '../../src/main/sandbox/broker/message.ts';
import { partsOf } from '../../src/main/sandbox/broker/partitioned-topic.ts';
import { startSandbox } from '../../src/main/sandbox/sandbox.ts';

const GOAL_PER_SECOND = 50_000;
const isQuick = process.argv.includes('--quick');
const messages = isQuick ? 100_000 : 400_000;

function payload(index: number): Buffer {
  const body = {
    id: index,
    name: 'sensor reading',
    at: 1_700_000_000_000 + index,
    values: [1.5, 2.25, 3.125],
  };
  return Buffer.from(
    JSON.stringify({ ...body, padding: 'x'.repeat(300 - JSON.stringify(body).length - 13) }),
  );
}

async function serveSandbox(): Promise<string> {
  const many = { messages: messages + 1, bytes: Number.MAX_SAFE_INTEGER };
  const sandbox = await startSandbox({
    traffic: 'none',
    pulsarAuthentication: 'none',
    retention: { soft: many, hard: many },
  });
  const topic = sandbox.broker.findOrCreate({
    domain: 'persistent',
    tenant: 'public',
    namespace: 'default',
    local: 't',
  });
  for (let index = 0; index < messages; index++)
    partsOf(topic)[0]?.publish(draftOf({ payload: payload(index) }));
  return `${sandbox.pulsarWebSocketUrl}/ws/v2`;
}

/** The same frames from a loop over `ws` with the same window, kept by counting answers. */
async function serveBare(): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    let sent = 0;
    let open = 1_000;
    const fill = (): void => {
      for (; open > 0 && sent < messages; open--, sent++) {
        socket.send(
          JSON.stringify({
            messageId: 'CLEJEAEwAA==',
            payload: payload(sent).toString('base64'),
            properties: {},
            publishTime: '2026-11-24T12:00:00.123Z',
            redeliveryCount: 0,
          }),
        );
      }
    };
    socket.on('message', () => {
      open++;
      fill();
    });
    fill();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return `ws://127.0.0.1:${address.port}`;
}

/** Starts this file as a server in another process and returns where it listens. */
async function startServer(kind: string): Promise<{ base: string; stop(): Promise<void> }> {
  const child = fork(fileURLToPath(import.meta.url), ['--serve', kind, ...(isQuick ? ['--quick'] : [])]);
  const [base] = await once(child, 'message');
  return {
    base: String(base),
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Messages a second from the first frame to the last, each answered. */
function receive(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    let received = 0;
    let startedMs = 0;
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      if (received++ === 0) startedMs = performance.now();
      const { messageId }: { messageId: string } = JSON.parse(data.toString('utf8'));
      socket.send(`{"messageId":"${messageId}"}`);
      if (received < messages) return;
      socket.terminate();
      resolve(Math.round((messages / (performance.now() - startedMs)) * 1000));
    });
  });
}

async function measure(kind: string, path: string): Promise<number> {
  const server = await startServer(kind);
  try {
    return await receive(`${server.base}${path}`);
  } finally {
    await server.stop();
  }
}

const serving = process.argv[process.argv.indexOf('--serve') + 1];
if (process.argv.includes('--serve')) {
  process.send?.(serving === 'bare' ? await serveBare() : await serveSandbox());
} else {
  const baseline = await measure('bare', '/');
  const reader = await measure('sandbox', '/reader/persistent/public/default/t?messageId=earliest');
  const consumer = await measure(
    'sandbox',
    '/consumer/persistent/public/default/t/s?subscriptionType=Shared&subscriptionInitialPosition=Earliest',
  );
  const metric = (value: number) => ({
    value,
    unit: 'msg/s',
    baseline,
    ratio: Math.round((value / baseline) * 100) / 100,
    goal: GOAL_PER_SECOND,
    ok: value >= GOAL_PER_SECOND,
  });
  console.log(
    `bare ws loop      ${baseline} msg/s\nsandbox reader    ${reader} msg/s\nsandbox consumer  ${consumer} msg/s`,
  );
  const metrics = { reader: metric(reader), consumer: metric(consumer) };
  console.log(JSON.stringify({ bench: 'sandbox-dispatch', quick: isQuick, metrics }));
}
