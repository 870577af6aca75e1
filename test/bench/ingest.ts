/**
 * Received to committed, against a bare `ws` + `JSON.parse` + base64 loop over the same frames from the same
 * server process. Rounds alternate, so that a busy machine slows both alike; the median ratio counts.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createBatcher } from '../../src/main/ingest/batcher.ts';
import type { Store } from '../../src/main/store/store.ts';
import { openBenchStore } from './store-urls.ts';
import { median, printTable, ratioMetric, type Bench } from './bench.ts';

const goalStored = 0.8;
const goalIndexed = 0.4;
/** How often the index is asked whether it has caught up. */
const indexPollMs = 20;

const clock = {
  now: Date.now,
  after: (delayMs: number, run: () => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export const ingest: Bench = async ({ quick }) => {
  const frames = quick ? 150_000 : 500_000;
  const rounds = quick ? 5 : 7;
  const server = await startServer();
  const bare: number[] = [];
  const stored: number[] = [];
  const indexed: number[] = [];
  try {
    // Once to warm up, uncounted; the threads of a store are new in each round and warm up there.
    await receiveBare(server.port, frames / 5);
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await receiveBare(server.port, frames));
      const rates = await receiveStored(server.port, frames);
      stored.push(rates.stored);
      indexed.push(rates.indexed);
    }
  } finally {
    server.stop();
  }
  const ratiosOf = (rates: readonly number[]) => rates.map((rate, at) => rate / (bare[at] ?? Number.NaN));
  const row = (rates: readonly number[]) => rates.map((rate) => Math.round(rate).toLocaleString('en'));
  const ratioRow = (rates: readonly number[]) => ratiosOf(rates).map((ratio) => ratio.toFixed(2));
  printTable(
    ['messages/s', ...bare.map((_, at) => `round ${at + 1}`)],
    [
      ['bare loop', ...row(bare)],
      ['stored', ...row(stored)],
      ['ratio', ...ratioRow(stored)],
      ['indexed', ...row(indexed)],
      ['ratio', ...ratioRow(indexed)],
    ],
  );
  const typical = median(bare);
  return {
    stored: ratioMetric(median(ratiosOf(stored)) * typical, typical, 'msg/s', goalStored),
    indexed: ratioMetric(median(ratiosOf(indexed)) * typical, typical, 'msg/s', goalIndexed),
  };
};

async function receiveBare(port: number, count: number): Promise<number> {
  let received = 0;
  let bytes = 0;
  const { seconds } = await timed(port, count, (socket, done) => {
    socket.on('message', (data: Buffer) => {
      const frame: { payload: string } = JSON.parse(data.toString());
      bytes += Buffer.from(frame.payload, 'base64').length;
      received += 1;
      if (received === count && bytes > 0) done();
    });
  });
  return count / seconds;
}

async function receiveStored(port: number, count: number): Promise<{ stored: number; indexed: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'streamscope-bench-'));
  const store = await openBenchStore(folder);
  try {
    await storeAll(store, 'warm-up', port, count / 5);
    await indexCaughtUp(store);
    const { seconds, startedAt } = await storeAll(store, 'measured', port, count);
    await indexCaughtUp(store);
    return { stored: count / seconds, indexed: (count * 1000) / (performance.now() - startedAt) };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the first frame received until the last is committed, into a stream of its own. */
async function storeAll(store: Store, title: string, port: number, count: number): Promise<Taken> {
  const { streamId } = await store.ensureStream({
    connectionId: 'bench',
    kind: 'gdn',
    fullName: `persistent://b/b/${title}`,
    title,
  });
  let committed = 0;
  return timed(port, count, (socket, done) => {
    const batcher = createBatcher({
      streamId,
      session: 'bench',
      mode: 'observe',
      append: (batch) => store.appendBatch(batch),
      isWatched: () => true,
      clock,
      events: {
        onReceipt: (receipt) => {
          committed += receipt.stored;
          if (committed === count) done();
        },
        onProblem: (problem) => {
          if (problem !== undefined) throw new Error(problem.message);
        },
        pauseSource: () => socket.pause(),
        resumeSource: () => socket.resume(),
      },
    });
    socket.on('message', (data: Buffer) => batcher.add(data, Date.now(), 1));
  });
}

async function indexCaughtUp(store: Store): Promise<void> {
  for (;;) {
    const { coverage } = await store.search({ text: 'nowhere', mode: 'words', order: 'best', limit: 1 });
    if (coverage.indexed === coverage.stored) return;
    await new Promise((resolve) => setTimeout(resolve, indexPollMs));
  }
}

interface Taken {
  readonly seconds: number;
  readonly startedAt: number;
}

/** Time from the first frame received to `done`. */
async function timed(
  port: number,
  count: number,
  receive: (socket: WebSocket, done: () => void) => void,
): Promise<Taken> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  let started = 0;
  socket.once('message', () => {
    started = performance.now();
  });
  const finished = new Promise<number>((resolve, reject) => {
    receive(socket, () => resolve(performance.now()));
    socket.once('close', () => reject(new Error('The server closed the socket.')));
  });
  socket.send(JSON.stringify({ send: count }));
  const ended = await finished;
  socket.terminate();
  return { seconds: (ended - started) / 1000, startedAt: started };
}

interface Server {
  readonly port: number;
  readonly stop: () => void;
}

async function startServer(): Promise<Server> {
  const child: ChildProcess = fork(new URL('./frame-server.ts', import.meta.url));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', ({ port }: { port: number }) => resolve(port));
    child.once('exit', () => reject(new Error('The frame server did not start.')));
  });
  return { port, stop: () => child.kill() };
}
