/** Frames as a broker writes them, batches as the batcher packs them, and a store in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/main/store/store-client.ts';
import type { AppendReceipt, FrameBatch, Store } from '../../../src/main/store/store.ts';

/** The store's threads, on the sources as they are. */
export const threads = {
  writerUrl: new URL('../../../src/main/store/worker/writer-entry.ts', import.meta.url),
  readerUrl: new URL('../../../src/main/store/worker/reader-entry.ts', import.meta.url),
  indexerUrl: new URL('../../../src/main/store/worker/indexer-entry.ts', import.meta.url),
};

/** Base64 message id of protocol D13 from its parts. */
export function messageIdText(
  ledger: number | bigint,
  entry: number | bigint,
  partition = -1,
  batchIndex = -1,
): string {
  const bytes = [0x08, ...varint(ledger), 0x10, ...varint(entry)];
  if (partition >= 0) bytes.push(0x18, ...varint(partition));
  if (batchIndex >= 0) bytes.push(0x20, ...varint(batchIndex));
  bytes.push(0x30, 0);
  return Buffer.from(bytes).toString('base64');
}

function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

export interface FrameWish {
  readonly entry?: number;
  readonly messageId?: string;
  readonly payload?: string | Uint8Array;
  readonly key?: string;
  readonly properties?: Record<string, string>;
  readonly publishTime?: string;
  readonly eventTime?: string;
  readonly redeliveryCount?: number;
}

export function frame(wish: FrameWish = {}): string {
  const { entry = 0, payload = `{"n":${entry}}`, properties = {}, redeliveryCount = 0 } = wish;
  return JSON.stringify({
    messageId: wish.messageId ?? messageIdText(7, entry),
    payload: Buffer.from(payload).toString('base64'),
    properties,
    publishTime: wish.publishTime ?? '2026-05-01T12:00:00.5Z',
    redeliveryCount,
    ...(wish.eventTime === undefined ? {} : { eventTime: wish.eventTime }),
    ...(wish.key === undefined ? {} : { key: wish.key }),
  });
}

export function batchOf(
  streamId: number,
  frames: readonly (string | Uint8Array)[],
  options: Partial<Pick<FrameBatch, 'session' | 'attempt' | 'mode'>> & { at?: number } = {},
): FrameBatch {
  const { session = 'session-1', attempt = 1, mode = 'observe', at = 1_777_000_000_000 } = options;
  const parts = frames.map((text) => Buffer.from(text));
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + part.length;
  });
  const packed = new Uint8Array(Buffer.concat(parts));
  const receivedAt = new Float64Array(parts.length).map((_, index) => at + index);
  return { streamId, session, attempt, mode, frames: packed.buffer, offsets, receivedAt };
}

export async function append(store: Store, batch: FrameBatch): Promise<AppendReceipt> {
  const outcome = await store.appendBatch(batch);
  if (!outcome.committed) throw new Error(`not committed: ${outcome.error.message}`);
  return outcome.receipt;
}

export interface StoreBench {
  readonly folder: string;
  readonly open: () => Promise<Store>;
  readonly dispose: () => Promise<void>;
}

/** A temporary folder and every store opened in it, closed together. */
export function storeBench(): StoreBench {
  const folder = mkdtempSync(join(tmpdir(), 'streamscope-store-'));
  const stores: Store[] = [];
  return {
    folder,
    open: async () => {
      const store = await openStore({ folder, ...threads, log: () => undefined, clock: Date });
      stores.push(store);
      return store;
    },
    dispose: async () => {
      for (const store of stores) await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function orders(store: Store): Promise<number> {
  const stream = await store.ensureStream({
    connectionId: 'c1',
    kind: 'gdn',
    fullName: 'persistent://tenant/c8local._system/c8locals.orders',
    title: 'orders',
  });
  return stream.streamId;
}
