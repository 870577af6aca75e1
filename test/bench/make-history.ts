/** Makes a history of any size through the store itself, as ingest does, with its index brought up. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FrameBatch, Store } from '../../src/main/store/store.ts';
import { madeUpLogLine, madeUpOrder, madeUpTelemetry, type MadeUpMessage } from './made-up-messages.ts';
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
  /** Until the last was committed; the index goes on after that. */
  readonly storedMs: number;
}

const batchRows = 2000;
const startedAt = 1_777_000_000_000;
/** Batches at the writer while the next is being made. */
const batchesInFlight = 4;
/** How often the index is asked whether it has caught up. */
const indexPollMs = 50;

export async function makeHistory(wish: HistoryWish): Promise<MadeHistory> {
  const store = await openBenchStore(wish.folder);
  try {
    return await fill(store, wish);
  } finally {
    await store.close();
  }
}

/** Puts some messages into one stream of a history. */
export async function storeMessages(
  folder: string,
  title: string,
  messages: readonly MadeUpMessage[],
): Promise<void> {
  const store = await openBenchStore(folder);
  try {
    await append(store, batchOf(await ensure(store, title), messages, 0, 0));
  } finally {
    await store.close();
  }
}

async function fill(store: Store, wish: HistoryWish): Promise<MadeHistory> {
  const orders = await ensure(store, 'orders');
  const shares = [
    { streamId: orders, share: 6, make: madeUpOrder },
    { streamId: await ensure(store, 'telemetry'), share: 3, make: madeUpTelemetry },
    { streamId: await ensure(store, 'log'), share: 1, make: madeUpLogLine },
  ];
  const random = createRandom(wish.seed);
  const started = performance.now();
  const made = shares.map(() => 0);
  const inFlight: Promise<void>[] = [];
  let done = 0;
  while (done < wish.rows) {
    for (const [at, { streamId, share, make }] of shares.entries()) {
      for (let turn = 0; turn < share && done < wish.rows; turn += 1) {
        const count = Math.min(batchRows, wish.rows - done);
        const first = made[at] ?? 0;
        const messages = Array.from({ length: count }, (_, index) => make(random, first + index));
        if (wish.onMessage !== undefined) messages.forEach(wish.onMessage);
        if (inFlight.length === batchesInFlight) await inFlight.shift();
        inFlight.push(append(store, batchOf(streamId, messages, first, done)));
        made[at] = first + count;
        done += count;
      }
    }
    wish.onProgress?.(done);
  }
  await Promise.all(inFlight);
  const storedMs = performance.now() - started;
  await untilIndexed(store);
  return { rows: done, ordersId: orders, storedMs };
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

async function append(store: Store, batch: FrameBatch): Promise<void> {
  const outcome = await store.appendBatch(batch);
  if (!outcome.committed) throw new Error(outcome.error.message);
}

async function untilIndexed(store: Store): Promise<void> {
  for (;;) {
    const { coverage } = await store.search({ text: 'nowhere', mode: 'words', order: 'best', limit: 1 });
    if (coverage.indexed === coverage.stored) return;
    await pause(indexPollMs);
  }
}

function batchOf(
  streamId: number,
  messages: readonly MadeUpMessage[],
  first: number,
  before: number,
): FrameBatch {
  let time = { at: 0, text: '' };
  const texts = messages.map(({ payload, key, properties }, index) => {
    const keyField = key === '' ? '' : `,"key":"${key}"`;
    const at = timeOf(before + index);
    if (at !== time.at) time = { at, text: new Date(at).toISOString() };
    return (
      `{"messageId":"${idText(first + index)}","payload":"${Buffer.from(payload).toString('base64')}",` +
      `"properties":${properties},"publishTime":"${time.text}","redeliveryCount":0${keyField}}`
    );
  });
  const offsets = new Uint32Array(texts.length + 1);
  texts.forEach((text, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + text.length;
  });
  const frames = new Uint8Array(Buffer.from(texts.join('')));
  const receivedAt = new Float64Array(texts.length).map((_, index) => timeOf(before + index));
  return {
    streamId,
    session: 'generated',
    attempt: 1,
    mode: 'observe',
    frames: frames.buffer,
    offsets,
    receivedAt,
  };
}

/** Fifty messages a millisecond, as a flood brings them. */
function timeOf(number: number): number {
  return startedAt + Math.floor(number / 50);
}

/** Ledgers of 50,000 entries, as brokers roll them. */
function idText(entry: number): string {
  return Buffer.from([
    8,
    ...varint(1000 + Math.floor(entry / 50_000)),
    16,
    ...varint(entry % 50_000),
    48,
    0,
  ]).toString('base64');
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
