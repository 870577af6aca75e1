/**
 * The ingest room owns the way from a socket to the store's writer. Frames are packed raw, unparsed, into
 * shared slabs and leave as batches bounded by count, bytes and time. When the writer falls behind, or cannot
 * write at all, the source is paused: nothing is dropped, and a batch is kept until its receipt is there.
 */
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { SessionMode } from '../../shared/domain/message-state.ts';
import { mebibyte, second } from '../../shared/domain/units.ts';
import type { AppendOutcome, AppendReceipt, FrameBatch } from '../store/store.ts';
import { createSlab, hasRoom, putFrame, slabBytes, usedBytes, type FrameSlab } from './frame-slab.ts';

/** How long a frame waits for company while someone looks: less than an eye notices. */
export const lingerMs = 25;
/** While nobody looks, larger steps are taken: a commit costs far more than the frames in it. */
export const unwatchedLingerMs = 1000;
/** Then so many frames end the wait all the same. */
export const unwatchedFrames = 256;
/** Batches at the writer at once: it never waits for main, and main never queues much behind it. */
export const batchesInFlight = 3;
/** Bytes waiting for their receipt above which the source is paused, and below which it goes on. */
export const pauseAboveBytes = 8 * mebibyte;
export const resumeBelowBytes = 2 * mebibyte;
/** Wait before a batch that could not be committed is tried again; doubled up to the longest. */
export const firstRetryMs = 250;
export const longestRetryMs = 5 * second;
/** A stop waits this long for what cannot be written; it was never acked, so the broker sends it again. */
export const stopPatienceMs = 5 * second;
/** Slabs kept for the next batches. */
const spareSlabs = 4;

export interface BatcherEvents {
  /** One batch is committed: now it may be acked. */
  onReceipt(receipt: AppendReceipt, attempt: number): void;
  /** Set while nothing can be written (full disk, say), undefined once it works again. */
  onProblem(problem: ErrorReport | undefined): void;
  pauseSource(): void;
  resumeSource(): void;
}

export interface BatcherOptions {
  readonly streamId: number;
  readonly session: string;
  readonly mode: SessionMode;
  readonly append: (batch: FrameBatch) => Promise<AppendOutcome>;
  /** Messages that the service sends before it wants answers, when the answers wait for the commit. */
  readonly window?: number;
  /** Whether someone looks at a window; asked for every batch. */
  readonly isWatched: () => boolean;
  readonly clock: Clock;
  readonly events: BatcherEvents;
}

export interface Batcher {
  /** Takes a frame; its bytes are copied at once. `attempt` is the socket it came over. */
  add(data: Uint8Array, receivedAt: number, attempt: number): void;
  /** Resolves when everything added so far is committed. */
  flush(): Promise<void>;
  /** Takes nothing more; resolves when everything added is committed, or cannot be in bounded time. */
  stop(): Promise<void>;
}

interface Waiting {
  /** Counts the batches of this batcher, from 1. */
  readonly number: number;
  readonly slab: FrameSlab;
  readonly attempt: number;
}

/** Someone who waits until every batch up to `last` is committed. */
interface FlushWish {
  readonly last: number;
  readonly resolve: () => void;
}

export function createBatcher(options: BatcherOptions): Batcher {
  const { clock, events, window = Infinity } = options;
  /** A quarter of the window: the service always has enough of it left to send from. */
  const patientFrames = Math.max(1, Math.min(unwatchedFrames, Math.floor(window / 4)));
  const spare: FrameSlab[] = [];
  const queue: Waiting[] = [];
  const outstanding = new Set<number>();
  let filling: Waiting | undefined;
  let lastNumber = 0;
  let cancelLinger: (() => void) | undefined;
  /** The batch being filled waits longer than usual. */
  let isPatient = false;
  let cancelRetry: (() => void) | undefined;
  let inFlight = 0;
  let waitingBytes = 0;
  let retryMs = firstRetryMs;
  let problem: ErrorReport | undefined;
  let isPaused = false;
  let isStopped = false;
  let flushWishes: FlushWish[] = [];

  const seal = (): void => {
    cancelLinger?.();
    cancelLinger = undefined;
    if (filling === undefined) return;
    queue.push(filling);
    filling = undefined;
    sendNext();
  };

  const sendNext = (): void => {
    // While something is wrong one batch at a time finds out whether it still is.
    const allowed = problem === undefined ? batchesInFlight : 1;
    while (inFlight < allowed && cancelRetry === undefined) {
      const next = queue.shift();
      if (next === undefined) return;
      inFlight += 1;
      void send(next);
    }
  };

  const send = async (waiting: Waiting): Promise<void> => {
    const outcome = await options
      .append(batchOf(waiting))
      .catch((thrown: unknown): AppendOutcome => ({ committed: false, error: reportOf(thrown) }));
    inFlight -= 1;
    if (outcome.committed) settled(waiting, outcome.receipt);
    else failed(waiting, outcome.error);
  };

  const batchOf = ({ slab, attempt }: Waiting): FrameBatch => ({
    streamId: options.streamId,
    session: options.session,
    attempt,
    mode: options.mode,
    frames: slab.memory,
    offsets: slab.offsets.slice(0, slab.count + 1),
    receivedAt: slab.receivedAt.slice(0, slab.count),
  });

  const settled = (waiting: Waiting, receipt: AppendReceipt): void => {
    outstanding.delete(waiting.number);
    waitingBytes -= usedBytes(waiting.slab);
    if (waiting.slab.bytes.length === slabBytes && spare.length < spareSlabs) {
      waiting.slab.count = 0;
      spare.push(waiting.slab);
    }
    retryMs = firstRetryMs;
    if (problem !== undefined) {
      problem = undefined;
      events.onProblem(undefined);
    }
    events.onReceipt(receipt, waiting.attempt);
    sendNext();
    steer();
    answerFlushes(false);
  };

  const failed = (waiting: Waiting, error: ErrorReport): void => {
    queue.unshift(waiting);
    if (problem?.code !== error.code) {
      problem = error;
      events.onProblem(error);
    }
    steer();
    // A closed store never writes again: what waits was not acked and comes again another day.
    if (error.code === 'STORE_CLOSED') {
      answerFlushes(true);
      return;
    }
    if (cancelRetry !== undefined) return;
    cancelRetry = clock.after(retryMs, () => {
      cancelRetry = undefined;
      sendNext();
    });
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  };

  /** Pauses and resumes the source by what waits and by whether writing works. */
  const steer = (): void => {
    if (!isPaused && (problem !== undefined || waitingBytes > pauseAboveBytes)) {
      isPaused = true;
      events.pauseSource();
    } else if (isPaused && problem === undefined && waitingBytes < resumeBelowBytes) {
      isPaused = false;
      if (!isStopped) events.resumeSource();
    }
  };

  const answerFlushes = (all: boolean): void => {
    if (flushWishes.length === 0) return;
    const oldest = Math.min(...outstanding);
    const answered = flushWishes.filter(({ last }) => all || last < oldest);
    flushWishes = flushWishes.filter((wish) => !answered.includes(wish));
    for (const { resolve } of answered) resolve();
  };

  const flush = (): Promise<void> => {
    seal();
    if (outstanding.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      flushWishes.push({ last: lastNumber, resolve });
    });
  };

  return {
    add: (data, receivedAt, attempt) => {
      if (isStopped) return;
      if (filling !== undefined && (filling.attempt !== attempt || !hasRoom(filling.slab, data.length)))
        seal();
      if (filling === undefined) {
        const slab =
          data.length <= slabBytes ? (spare.pop() ?? createSlab(slabBytes)) : createSlab(data.length);
        lastNumber += 1;
        outstanding.add(lastNumber);
        filling = { number: lastNumber, slab, attempt };
        isPatient = !options.isWatched();
        cancelLinger = clock.after(isPatient ? unwatchedLingerMs : lingerMs, seal);
      }
      putFrame(filling.slab, data, receivedAt);
      waitingBytes += data.length;
      if (isPatient && filling.slab.count >= patientFrames) seal();
      if (waitingBytes > pauseAboveBytes) steer();
    },
    flush,
    stop: async () => {
      isStopped = true;
      const cancelPatience = clock.after(stopPatienceMs, () => answerFlushes(true));
      await flush();
      cancelPatience();
      cancelRetry?.();
    },
  };
}
