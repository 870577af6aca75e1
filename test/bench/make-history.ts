/** Makes a history of any size: this thread makes the messages, one stores them as ingest would, one indexes them. */
import { Worker } from 'node:worker_threads';
import type { Store } from '../../src/main/store/store.ts';
import type { BulkAnswer, BulkBatch, BulkRequest } from './bulk-batch.ts';
import type { BulkStart } from './bulk-entry.ts';
import { madeUpLogLine, madeUpOrder, madeUpTelemetry, type MadeUpMessage } from './made-up-messages.ts';
import { frameBatchOf, idText } from './made-up-wire.ts';
import { createRandom } from './random.ts';
import { openBenchStore } from './store-urls.ts';

export interface HistoryWish {
  readonly rows: number;
  readonly folder: string;
  readonly seed: number;
  readonly onMessage?: (message: MadeUpMessage) => void;
  readonly onProgress?: (done: number) => void;
}

export interface MadeHistory {
  readonly rows: number;
  /** Orders are six of ten messages, telemetry three, log lines one. */
  readonly ordersId: number;
  /** Until the last was handed to the other thread; the rest is storing and indexing what is left. */
  readonly madeMs: number;
}

/** Messages in the order in which they come: two thousand of a stream, then of the next. */
export interface MadeUpBatch {
  readonly streamId: number;
  readonly messages: readonly MadeUpMessage[];
  /** Messages of the stream, and of all streams, before these. */
  readonly first: number;
  readonly before: number;
}

export interface MadeUpStreams {
  readonly orders: number;
  readonly telemetry: number;
  readonly log: number;
}

const batchRows = 2000;
/** Batches at each of the other threads while the next is being made: a run of texts is thirty of them. */
const batchesInFlight = 60;
const bulkUrl = new URL('./bulk-entry.ts', import.meta.url);

export async function makeHistory(wish: HistoryWish): Promise<MadeHistory> {
  const streams = await makeStreams(wish.folder);
  const rows = startBulk({ folder: wish.folder, part: 'rows' });
  const texts = startBulk({ folder: wish.folder, part: 'texts' });
  texts.ask({ kind: 'begin' });
  await texts.settled();
  rows.ask({ kind: 'begin' });
  const started = performance.now();
  for (const batch of madeUpBatches(wish.rows, wish.seed, streams)) {
    if (wish.onMessage !== undefined) batch.messages.forEach(wish.onMessage);
    const together = packed(batch);
    await texts.add({ ...together, payloads: together.payloads.slice(), sizes: together.sizes.slice() });
    await rows.add(together);
    wish.onProgress?.(batch.before + batch.messages.length);
  }
  const madeMs = performance.now() - started;
  rows.ask({ kind: 'end' });
  texts.ask({ kind: 'end' });
  await Promise.all([rows.settled(), texts.settled()]);
  rows.ask({ kind: 'note-indexed' });
  await rows.settled();
  return { rows: wish.rows, ordersId: streams.orders, madeMs };
}

/** Puts some messages into one stream of a history, as ingest does. */
export async function storeMessages(
  folder: string,
  title: string,
  messages: readonly MadeUpMessage[],
): Promise<void> {
  const store = await openBenchStore(folder);
  try {
    const batch = frameBatchOf(await ensure(store, title), messages, 0, 0);
    const outcome = await store.appendBatch(batch);
    if (!outcome.committed) throw new Error(outcome.error.message);
  } finally {
    await store.close();
  }
}

/** The streams of a made-up history, in the file that the program makes. */
export async function makeStreams(folder: string): Promise<MadeUpStreams> {
  const store = await openBenchStore(folder);
  try {
    return {
      orders: await ensure(store, 'orders'),
      telemetry: await ensure(store, 'telemetry'),
      log: await ensure(store, 'log'),
    };
  } finally {
    await store.close();
  }
}

/** The same for the same seed. */
export function* madeUpBatches(rows: number, seed: number, streams: MadeUpStreams): Generator<MadeUpBatch> {
  const random = createRandom(seed);
  const shares = [
    { streamId: streams.orders, share: 6, make: madeUpOrder },
    { streamId: streams.telemetry, share: 3, make: madeUpTelemetry },
    { streamId: streams.log, share: 1, make: madeUpLogLine },
  ].map((share) => ({ ...share, made: 0 }));
  let done = 0;
  while (done < rows) {
    for (const share of shares) {
      for (let turn = 0; turn < share.share && done < rows; turn += 1) {
        const count = Math.min(batchRows, rows - done);
        const { made: first, make, streamId } = share;
        const messages = Array.from({ length: count }, (_, index) => make(random, first + index));
        yield { streamId, messages, first, before: done };
        share.made += count;
        done += count;
      }
    }
  }
}

function packed({ streamId, messages, first, before }: MadeUpBatch): BulkBatch {
  const sizes = new Uint32Array(messages.map(({ payload }) => payload.length));
  // A copy of its own: a small buffer would lie in memory shared with others, which cannot be handed over.
  const payloads = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  Buffer.from(payloads.buffer).write(messages.map(({ payload }) => payload).join(''), 'latin1');
  return {
    streamId,
    firstEntry: first,
    before,
    payloads,
    sizes,
    keys: messages.map(({ key }) => key).join('\n'),
    properties: messages.map(({ properties }) => properties).join('\n'),
    messageIds: messages.map((_, index) => idText(first + index)).join('\n'),
  };
}

function startBulk(start: BulkStart) {
  const worker = new Worker(bulkUrl, { workerData: start });
  let inFlight = 0;
  let answered: () => void = () => undefined;
  const failed = new Promise<never>((_, reject) => worker.once('error', reject));
  // Whoever waits hears of it; nobody may be waiting at the moment.
  failed.catch(() => undefined);
  worker.on('message', (_: BulkAnswer) => {
    inFlight -= 1;
    answered();
  });
  /** Waits until there are fewer than so many requests unanswered. */
  const fewerThan = async (limit: number): Promise<void> => {
    while (inFlight >= limit) {
      const next = new Promise<void>((resolve) => {
        answered = resolve;
      });
      await Promise.race([next, failed]);
    }
  };
  const ask = (request: BulkRequest, moved: ArrayBuffer[] = []): void => {
    inFlight += 1;
    worker.postMessage(request, moved);
  };
  return {
    ask,
    add: async (batch: BulkBatch): Promise<void> => {
      await fewerThan(batchesInFlight);
      ask({ kind: 'batch', batch }, [batch.payloads.buffer, batch.sizes.buffer]);
    },
    settled: () => fewerThan(1),
  };
}

async function ensure(store: Store, title: string): Promise<number> {
  const { streamId } = await store.ensureStream({
    connectionId: 'generated',
    kind: 'gdn',
    fullName: `persistent://generated/c8local._system/c8locals.${title}`,
    title,
  });
  return streamId;
}
