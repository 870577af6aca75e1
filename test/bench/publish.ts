/**
 * Messages to receipts with a window of 1000: our producer against a bare `ws` loop that writes the same messages to the
 * same server process and counts the answers. Rounds alternate; the median ratio counts.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { WebSocket } from 'ws';
import { defaultSendWindow, ProducerSocket } from '../../src/main/sockets/producer-socket.ts';
import { createSystemClock } from '../../src/main/sockets/system-clock.ts';
import { createWsOpener } from '../../src/main/sockets/ws-port.ts';
import type { OutgoingMessage } from '../../src/shared/contract/schemas/publish.ts';
import { median, printTable, ratioMetric, type Bench } from './bench.ts';

const goalReceipts = 0.8;
const clock = createSystemClock();

export const publish: Bench = async ({ quick }) => {
  const count = quick ? 60_000 : 200_000;
  const rounds = quick ? 9 : 11;
  const messages = Array.from({ length: 1_000 }, (_, at) => messageOf(at));
  const server = await startServer();
  const url = `ws://127.0.0.1:${server.port}`;
  const bare: number[] = [];
  const ours: number[] = [];
  try {
    // One round of each to warm up, uncounted; then many short ones, so that a busy machine slows both alike.
    await publishBare(url, messages, count / 2);
    await publishOurs(url, messages, count / 2);
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await publishBare(url, messages, count));
      ours.push(await publishOurs(url, messages, count));
    }
  } finally {
    server.stop();
  }
  const ratios = ours.map((rate, at) => rate / (bare[at] ?? Number.NaN));
  const row = (rates: readonly number[]) => rates.map((rate) => Math.round(rate).toLocaleString('en'));
  printTable(
    ['receipts/s', ...ratios.map((_, at) => `round ${at + 1}`)],
    [
      ['bare loop', ...row(bare)],
      ['ours', ...row(ours)],
      ['ratio', ...ratios.map((ratio) => ratio.toFixed(2))],
    ],
  );
  const typical = median(bare);
  return { receipts: ratioMetric(median(ratios) * typical, typical, 'msg/s', goalReceipts) };
};

/** What a careful script would do: the whole message as one object, at most a window of them unanswered. */
async function publishBare(
  url: string,
  messages: readonly OutgoingMessage[],
  count: number,
): Promise<number> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  let sent = 0;
  let answered = 0;
  const fill = (): void => {
    for (; sent < count && sent - answered < defaultSendWindow; sent += 1) {
      const { payload, key, properties } = messageAt(messages, sent);
      socket.send(
        JSON.stringify({
          payload: Buffer.from(payload).toString('base64'),
          context: String(sent),
          properties: Object.fromEntries(properties),
          key,
        }),
      );
    }
  };
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    socket.once('close', () => reject(new Error('The server closed the socket.')));
    socket.on('message', (data: Buffer) => {
      const reply: { result: string; messageId: string } = JSON.parse(data.toString());
      if (reply.result !== 'ok') reject(new Error(`Not a receipt: ${data.toString()}`));
      answered += 1;
      if (answered === count) resolve();
      else fill();
    });
    fill();
  });
  const rate = (count * 1000) / (performance.now() - started);
  socket.terminate();
  return rate;
}

async function publishOurs(
  url: string,
  messages: readonly OutgoingMessage[],
  count: number,
): Promise<number> {
  let opened = (): void => undefined;
  let refused = (_error: Error): void => undefined;
  const open = new Promise<void>((resolve, reject) => {
    opened = resolve;
    refused = reject;
  });
  const producer = new ProducerSocket(
    {
      openWebSocket: createWsOpener(clock),
      clock,
      random: Math.random,
      request: {
        kind: 'producer',
        stream: { domain: 'persistent', tenant: 'bench', namespace: 'bench', topic: 'bench' },
      },
      provideTarget: () => Promise.resolve({ url }),
    },
    {
      onStatus: ({ phase, error }) => {
        if (phase === 'failed') refused(new Error(error?.message));
      },
      onOpen: () => opened(),
      onStrayReply: (words) => {
        throw new Error(words);
      },
    },
  );
  producer.start();
  try {
    await open;
    const started = performance.now();
    let answered = 0;
    await new Promise<void>((resolve, reject) => {
      const receive = (): void => {
        answered += 1;
        if (answered === count) resolve();
      };
      const sendAll = async (): Promise<void> => {
        for (let sent = 0; sent < count; sent += 1) {
          if (producer.pending === defaultSendWindow) await producer.whenWritable();
          producer.send(messageAt(messages, sent)).then(receive, reject);
        }
      };
      sendAll().catch(reject);
    });
    return (count * 1000) / (performance.now() - started);
  } finally {
    await producer.stop();
  }
}

function messageAt(messages: readonly OutgoingMessage[], index: number): OutgoingMessage {
  const message = messages[index % messages.length];
  if (message === undefined) throw new Error('There are no messages to publish.');
  return message;
}

function messageOf(index: number): OutgoingMessage {
  const order = {
    order: index,
    customer: `c-${index % 997}`,
    total: ((index * 7919) % 100_000) / 100,
    region: ['eu', 'us', 'ap'][index % 3],
    items: [{ sku: `A-${index % 50}`, n: 2 }],
    note: 'x'.repeat(180),
  };
  return {
    payload: new TextEncoder().encode(JSON.stringify(order)),
    key: `k-${index}`,
    properties: [['trace', `t-${index}`]],
  };
}

interface Server {
  readonly port: number;
  readonly stop: () => void;
}

async function startServer(): Promise<Server> {
  const child: ChildProcess = fork(new URL('./receipt-server.ts', import.meta.url));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', ({ port: heard }: { port: number }) => resolve(heard));
    child.once('exit', () => reject(new Error('The receipt server did not start.')));
  });
  return { port, stop: () => child.kill() };
}
