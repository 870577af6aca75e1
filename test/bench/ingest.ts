/**
 * Received to committed, against a bare `ws` + `JSON.parse` + base64 loop over the same frames from the same
 * server process. Rounds alternate, so that a busy machine slows both alike; the median ratio counts.
 *
 * Measured twice. `stored` and `indexed` come from an ordinary `ws` server, which shares the machine as it did in the
 * prototype that the goals were set by. `readyStored` and `readyIndexed` come from one whose frames are ready before
 * the clock starts: then the bare loop has a core to itself with nothing to wait for, and the ratio is of the
 * processor time alone that storing takes. Their goals hold what was reached, so that it is not lost again.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createBatcher } from '../../src/main/ingest/batcher.ts';
import type { Store } from '../../src/main/store/store.ts';
import { openBenchStore } from './store-urls.ts';
import { median, printTable, ratioMetric, type Bench, type Metric } from './bench.ts';
import type { FrameCommand, FrameSource } from './frame-server.ts';

const goalStored = 0.8;
const goalIndexed = 0.4;
const goalReadyStored = 0.35;
const goalReadyIndexed = 0.2;
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
  const server = await startServer();
  try {
    const rounds = quick ? 5 : 7;
    const made = await measure(server.port, 'made', rounds, quick ? 60_000 : 300_000);
    const ready = await measure(server.port, 'ready', rounds, quick ? 100_000 : 500_000);
    return {
      stored: ratioOf(made, 'stored', goalStored),
      indexed: ratioOf(made, 'indexed', goalIndexed),
      readyStored: ratioOf(ready, 'stored', goalReadyStored),
      readyIndexed: ratioOf(ready, 'indexed', goalReadyIndexed),
    };
  } finally {
    server.stop();
  }
};

/** Messages a second of one round. */
interface Round {
  readonly bare: number;
  readonly stored: number;
  readonly indexed: number;
}

async function measure(
  port: number,
  source: FrameSource,
  count: number,
  frames: number,
): Promise<readonly Round[]> {
  const command: FrameCommand = { send: frames, frames: source };
  // Once to warm up, uncounted; the threads of a store are new in each round and warm up there.
  await receiveBare(port, { ...command, send: frames / 5 });
  const rounds: Round[] = [];
  for (let round = 0; round < count; round += 1) {
    const bare = await receiveBare(port, command);
    rounds.push({ bare, ...(await receiveStored(port, command)) });
  }
  const rates = (of: keyof Round) => rounds.map((round) => Math.round(round[of]).toLocaleString('en'));
  const ratios = (of: keyof Round) => rounds.map((round) => (round[of] / round.bare).toFixed(2));
  printTable(
    [`frames ${source}, messages/s`, ...rounds.map((_, at) => `round ${at + 1}`)],
    [
      ['bare loop', ...rates('bare')],
      ['stored', ...rates('stored')],
      ['ratio', ...ratios('stored')],
      ['indexed', ...rates('indexed')],
      ['ratio', ...ratios('indexed')],
    ],
  );
  return rounds;
}

function ratioOf(rounds: readonly Round[], of: 'stored' | 'indexed', goal: number): Metric {
  const typical = median(rounds.map(({ bare }) => bare));
  const ratio = median(rounds.map((round) => round[of] / round.bare));
  return ratioMetric(ratio * typical, typical, 'msg/s', goal);
}

async function receiveBare(port: number, command: FrameCommand): Promise<number> {
  const count = command.send;
  let received = 0;
  let bytes = 0;
  const { seconds } = await timed(port, command, (socket, done) => {
    socket.on('message', (data: Buffer) => {
      const frame: { payload: string } = JSON.parse(data.toString());
      bytes += Buffer.from(frame.payload, 'base64').length;
      received += 1;
      if (received === count && bytes > 0) done();
    });
  });
  return count / seconds;
}

async function receiveStored(port: number, command: FrameCommand): Promise<Omit<Round, 'bare'>> {
  const count = command.send;
  const folder = mkdtempSync(join(tmpdir(), 'streamscope-bench-'));
  const store = await openBenchStore(folder);
  try {
    await storeAll(store, 'warm-up', port, { ...command, send: count / 5 });
    await indexCaughtUp(store);
    const { seconds, startedAt } = await storeAll(store, 'measured', port, command);
    await indexCaughtUp(store);
    return { stored: count / seconds, indexed: (count * 1000) / (performance.now() - startedAt) };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the first frame received until the last is committed, into a stream of its own. */
async function storeAll(store: Store, title: string, port: number, command: FrameCommand): Promise<Taken> {
  const { streamId } = await store.ensureStream({
    connectionId: 'bench',
    kind: 'gdn',
    fullName: `persistent://b/b/${title}`,
    title,
  });
  let committed = 0;
  return timed(port, command, (socket, done) => {
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
          if (committed === command.send) done();
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
  command: FrameCommand,
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
  socket.send(JSON.stringify(command));
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
