import { describe, expect, it } from 'vitest';
import {
  batchesInFlight,
  createBatcher,
  firstRetryMs,
  lingerMs,
  pauseAboveBytes,
  stopPatienceMs,
  unwatchedFrames,
  unwatchedLingerMs,
} from '../../../../src/main/ingest/batcher.ts';
import { framesPerSlab, slabBytes } from '../../../../src/main/ingest/frame-slab.ts';
import type { AppendOutcome, AppendReceipt, FrameBatch } from '../../../../src/main/store/store.ts';
import { createFakeClock } from '../../fake-clock.ts';

interface Asked {
  readonly batch: FrameBatch;
  readonly frames: readonly string[];
  readonly answer: (outcome: AppendOutcome | Error) => void;
}

const full: AppendOutcome = { committed: false, error: { code: 'STORE_FULL', message: 'full' } };

function receiptOf(batch: FrameBatch): AppendOutcome {
  const received = batch.receivedAt.length;
  const receipt: AppendReceipt = {
    received,
    stored: received,
    redelivered: 0,
    refused: [],
    control: { frames: 0, endOfTopic: false, unknown: 0 },
    acksDue: [],
    rowIds: new Float64Array(0),
    bytes: 0,
    firstSeq: 1,
    lastSeq: received,
    newest: null,
  };
  return { committed: true, receipt };
}

function setUp({ isWatched = true, window = Infinity } = {}) {
  const clock = createFakeClock();
  const asked: Asked[] = [];
  const told: string[] = [];
  const batcher = createBatcher({
    streamId: 1,
    session: 's',
    mode: 'observe',
    window,
    isWatched: () => isWatched,
    clock,
    append: (batch) =>
      new Promise((resolve, reject) => {
        const frames = Array.from(batch.receivedAt, (_, at) =>
          Buffer.from(batch.frames).toString('utf8', batch.offsets[at], batch.offsets[at + 1]),
        );
        const answer = (outcome: AppendOutcome | Error) =>
          outcome instanceof Error ? reject(outcome) : resolve(outcome);
        asked.push({ batch, frames, answer });
      }),
    events: {
      onReceipt: (receipt, attempt) => told.push(`receipt ${receipt.received} of socket ${attempt}`),
      onProblem: (problem) => told.push(problem === undefined ? 'works' : problem.code),
      pauseSource: () => told.push('pause'),
      resumeSource: () => told.push('resume'),
    },
  });
  const commit = (at: number): void => {
    const one = asked[at];
    one?.answer(receiptOf(one.batch));
  };
  return { clock, asked, told, batcher, commit };
}

const bytes = (text: string) => Buffer.from(text);

describe('the batcher', () => {
  it('sends what came together within a few milliseconds as one batch', async () => {
    const { clock, asked, told, batcher, commit } = setUp();
    batcher.add(bytes('one'), 5, 1);
    batcher.add(bytes('two'), 6, 1);
    expect(asked).toHaveLength(0);
    await clock.advanceTo(lingerMs);
    expect(asked.map(({ frames }) => frames)).toEqual([['one', 'two']]);
    expect([...(asked[0]?.batch.receivedAt ?? [])]).toEqual([5, 6]);
    commit(0);
    await clock.advanceTo(lingerMs);
    expect(told).toEqual(['receipt 2 of socket 1']);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('sends a batch at once when it is full', () => {
    const { asked, batcher } = setUp();
    for (let count = 0; count <= framesPerSlab; count += 1) batcher.add(bytes('x'), 0, 1);
    expect(asked.map(({ frames }) => frames.length)).toEqual([framesPerSlab]);
  });

  it('waits longer while nobody looks, but not for more than a certain number of frames', async () => {
    const { clock, asked, batcher } = setUp({ isWatched: false });
    batcher.add(bytes('one'), 0, 1);
    await clock.advanceTo(unwatchedLingerMs - 1);
    expect(asked).toHaveLength(0);
    await clock.advanceTo(unwatchedLingerMs);
    expect(asked.map(({ frames }) => frames)).toEqual([['one']]);
    for (let count = 0; count < unwatchedFrames; count += 1) batcher.add(bytes('x'), 0, 1);
    expect(asked.map(({ frames }) => frames.length)).toEqual([1, unwatchedFrames]);
  });

  it.each([
    [100, 25],
    [1, 1],
  ])('lets a service with a window of %d never wait for its acks: %d frames end the wait', (window, most) => {
    const { asked, batcher } = setUp({ isWatched: false, window });
    for (let count = 0; count < most * 2; count += 1) batcher.add(bytes('x'), 0, 1);
    expect(asked.map(({ frames }) => frames.length)).toEqual([most, most]);
  });

  it('takes a frame larger than any batch', async () => {
    const { clock, asked, batcher } = setUp();
    batcher.add(Buffer.alloc(slabBytes * 3, 'a'), 0, 1);
    await clock.advanceTo(lingerMs);
    expect(asked[0]?.frames[0]).toHaveLength(slabBytes * 3);
  });

  it('never mixes frames of two sockets', async () => {
    const { clock, asked, batcher } = setUp();
    batcher.add(bytes('old'), 0, 1);
    batcher.add(bytes('new'), 0, 2);
    await clock.advanceTo(lingerMs);
    expect(asked.map(({ batch, frames }) => [batch.attempt, ...frames])).toEqual([
      [1, 'old'],
      [2, 'new'],
    ]);
  });

  it('pauses the source when too much waits, drops nothing, and resumes when the writer has caught up', async () => {
    const { clock, asked, told, batcher, commit } = setUp();
    const frame = Buffer.alloc(64 * 1024, 'f');
    const count = Math.ceil(pauseAboveBytes / frame.length) + 1;
    for (let sent = 0; sent < count; sent += 1) batcher.add(frame, 0, 1);
    expect(told).toEqual(['pause']);
    expect(asked).toHaveLength(batchesInFlight);
    const flushed = batcher.flush();
    for (let at = 0; at < asked.length; at += 1) {
      commit(at);
      await clock.advanceTo(0);
    }
    await flushed;
    expect(asked.reduce((sum, { frames }) => sum + frames.length, 0)).toBe(count);
    expect(told).toContain('resume');
    expect(told.filter((word) => word === 'pause' || word === 'resume')).toEqual(['pause', 'resume']);
  });

  it('keeps a batch that cannot be stored, pauses, tries again and tells both', async () => {
    const { clock, asked, told, batcher, commit } = setUp();
    batcher.add(bytes('kept'), 0, 1);
    await clock.advanceTo(lingerMs);
    asked[0]?.answer(full);
    await clock.advanceTo(lingerMs);
    expect(told).toEqual(['STORE_FULL', 'pause']);
    await clock.advanceTo(lingerMs + firstRetryMs);
    asked[1]?.answer(full);
    await clock.advanceTo(lingerMs + firstRetryMs * 3);
    expect(asked.map(({ frames }) => frames)).toEqual([['kept'], ['kept'], ['kept']]);
    commit(2);
    await clock.advanceTo(lingerMs + firstRetryMs * 3);
    expect(told).toEqual(['STORE_FULL', 'pause', 'works', 'receipt 1 of socket 1', 'resume']);
  });

  it('keeps its batches when the writer thread dies', async () => {
    const { clock, asked, batcher, commit } = setUp();
    batcher.add(bytes('kept'), 0, 1);
    await clock.advanceTo(lingerMs);
    asked[0]?.answer(new Error('crash'));
    await clock.advanceTo(lingerMs + firstRetryMs);
    expect(asked[1]?.frames).toEqual(['kept']);
    const flushed = batcher.flush();
    commit(1);
    await flushed;
  });

  it('flushes what was added before, however much comes after', async () => {
    const { clock, asked, batcher, commit } = setUp();
    batcher.add(bytes('before'), 0, 1);
    const flushed = batcher.flush();
    batcher.add(bytes('after'), 0, 1);
    commit(0);
    await flushed;
    await clock.advanceTo(lingerMs);
    expect(asked).toHaveLength(2);
  });

  it('stops in bounded time even when nothing can be written', async () => {
    const { clock, asked, batcher } = setUp();
    batcher.add(bytes('never acked'), 0, 1);
    const stopped = batcher.stop();
    asked[0]?.answer(full);
    batcher.add(bytes('too late'), 0, 1);
    await clock.runUntil(stopped);
    expect(clock.now()).toBeLessThanOrEqual(stopPatienceMs);
    expect(clock.pendingTimers()).toBe(0);
  });
});
