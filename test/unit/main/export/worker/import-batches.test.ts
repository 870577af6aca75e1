import { describe, expect, it } from 'vitest';
import { createBatchSender } from '../../../../../src/main/export/worker/batch-sender.ts';
import { createImportBatches } from '../../../../../src/main/export/worker/import-batches.ts';
import type { ImportBatch } from '../../../../../src/main/export/transfer-protocol.ts';

const orders = { fullName: 'persistent://t/n/orders', title: 'orders' };
const log = { fullName: 'persistent://t/n/log', title: 'log' };

function framesOf({ frames, offsets }: ImportBatch): string[] {
  const bytes = Buffer.from(frames);
  return Array.from(offsets.subarray(1), (end, at) => bytes.toString('utf8', offsets[at], end));
}

/** Stores batches as main does: in their order, each read only when its turn comes, some turns later. */
function lateStore() {
  const stored: { readonly title: string; readonly frames: string[]; readonly memory: SharedArrayBuffer }[] =
    [];
  let storing = Promise.resolve();
  const sender = createBatchSender((batch) => {
    storing = storing.then(async () => {
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      stored.push({ title: batch.title, frames: framesOf(batch), memory: batch.frames });
      sender.taken();
    });
  });
  return { stored, batches: createImportBatches(sender.send), drained: sender.drained };
}

describe('batches of an import', () => {
  it('bring every frame as it is, in order, a thousand at once and streams apart', async () => {
    const { stored, batches, drained } = lateStore();
    const frames = Array.from({ length: 2_500 }, (_, at) => `{"n":${at},"word":"Grüße 👋"}`);
    for (const [at, frame] of frames.entries()) await batches.add(orders, frame, at);
    await batches.add(log, '{"last":true}', 1);
    await batches.flush();
    await drained();
    expect(stored.map(({ title, frames: { length } }) => [title, length])).toEqual([
      ['orders', 1000],
      ['orders', 1000],
      ['orders', 500],
      ['log', 1],
    ]);
    expect(stored.flatMap(({ frames: some }) => some)).toEqual([...frames, '{"last":true}']);
  });

  it('use the same two pieces of memory again and again', async () => {
    const { stored, batches, drained } = lateStore();
    const frame = 'x'.repeat(300_000);
    for (let at = 0; at < 100; at += 1) await batches.add(orders, `${frame}${at}`, at);
    await batches.flush();
    await drained();
    expect(stored.length).toBeGreaterThan(5);
    expect(new Set(stored.map(({ memory }) => memory)).size).toBe(2);
    expect(stored.flatMap(({ frames: some }) => some.map((text) => Number(text.slice(300_000))))).toEqual(
      Array.from({ length: 100 }, (_, at) => at),
    );
  });

  it('take a frame too large for them in memory of its own, between its neighbours', async () => {
    const { stored, batches, drained } = lateStore();
    const large = 'y'.repeat(5 * 1024 * 1024);
    for (const frame of ['a', 'b', large, 'c', large, large, 'd']) await batches.add(orders, frame, 0);
    await batches.flush();
    await drained();
    expect(stored.map(({ frames: some }) => some.map(({ length }) => length))).toEqual([
      [1, 1],
      [large.length],
      [1],
      [large.length],
      [large.length],
      [1],
    ]);
    expect(stored.flatMap(({ frames: some }) => some.filter(({ length }) => length === 1))).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });
});
