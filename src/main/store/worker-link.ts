/**
 * One store thread as seen from main: typed calls, answers matched by number, and what happens when it dies.
 * A thread that crashes is started once more; calls in flight are rejected, for nobody knows their outcome.
 */
import { Worker } from 'node:worker_threads';
import { StreamscopeError, type ErrorReport } from '../../shared/contract/errors.ts';
import type { StoreNotice } from '../../shared/contract/schemas/history.ts';
import type { Announcement, MethodTable, Reply, Request, WorkerStart } from './worker-protocol.ts';

/** A call that takes longer than this in the thread is reported by name. */
export const slowCallMs = 40;

export interface LinkOptions {
  readonly name: string;
  readonly url: URL;
  readonly start: WorkerStart;
  readonly onNotice: (notice: StoreNotice) => void;
  /** The thread runs but cannot open the history: every call is answered with this. */
  readonly onUnavailable: (error: ErrorReport) => void;
  readonly onSlowCall: (method: string, tookMs: number) => void;
  readonly onCrash: (error: Error, willRestart: boolean) => void;
}

export interface WorkerLink<M extends MethodTable<M>> {
  /** Settled with the thread's first word: ready, unable (every call then says why) or busy with repairs. */
  readonly started: Promise<void>;
  /** Settled when the repairs, if any, are over too. */
  readonly settled: Promise<void>;
  readonly call: <K extends keyof M & string>(method: K, params: M[K]['params']) => Promise<M[K]['value']>;
  /** Asks the thread to close and waits for its end; after `withinMs` it is terminated. */
  readonly close: (withinMs: number) => Promise<void>;
}

interface PendingCall {
  readonly settle: (reply: Reply<never>) => void;
  readonly fail: (error: StreamscopeError) => void;
}

const restartsAllowed = 1;

/** Every thread can be asked to close. */
export interface Closable {
  readonly close: { readonly params: null; readonly value: null };
}

export function createWorkerLink<M extends MethodTable<M> & Closable>(options: LinkOptions): WorkerLink<M> {
  const pending = new Map<number, PendingCall>();
  let nextSeq = 1;
  let restarts = 0;
  let isClosing = false;
  let lost: StreamscopeError | undefined;
  let markStarted: () => void = () => undefined;
  let markSettled: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    markStarted = resolve;
  });
  const settled = new Promise<void>((resolve) => {
    markSettled = resolve;
  });

  const failAll = (error: StreamscopeError): void => {
    const calls = [...pending.values()];
    pending.clear();
    for (const call of calls) call.fail(error);
  };

  const take = (message: Reply<never> | Announcement): void => {
    if ('announce' in message) {
      if (message.announce === 'notice') options.onNotice(message.notice);
      else markStarted();
      if (message.announce === 'unavailable') options.onUnavailable(message.error);
      if (message.announce === 'ready' || message.announce === 'unavailable') markSettled();
      return;
    }
    const call = pending.get(message.seq);
    pending.delete(message.seq);
    call?.settle(message);
  };

  const spawn = (): Worker => {
    const thread = new Worker(options.url, { workerData: options.start, name: options.name });
    let crash = new Error('The thread ended by itself.');
    thread.on('message', take);
    thread.on('error', (error) => {
      crash = error instanceof Error ? error : new Error(String(error));
    });
    thread.on('exit', () => {
      if (isClosing) failAll(closed());
      else recover(crash);
    });
    return thread;
  };

  const recover = (crash: Error): void => {
    const willRestart = restarts < restartsAllowed;
    const words = willRestart
      ? 'The history thread stopped and was started again. This one request may not have been done.'
      : 'The history thread stopped twice. What is stored is safe; restart Streamscope to go on.';
    const error = new StreamscopeError('STORE_FAILED', words, { detail: crash.message, cause: crash });
    if (willRestart) {
      restarts += 1;
      worker = spawn();
    } else {
      lost = error;
      markStarted();
      markSettled();
    }
    failAll(error);
    options.onCrash(crash, willRestart);
  };

  let worker = spawn();

  const call: WorkerLink<M>['call'] = (method, params) =>
    new Promise((resolve, reject) => {
      if (lost !== undefined || isClosing) {
        reject(lost ?? closed());
        return;
      }
      const seq = nextSeq;
      nextSeq += 1;
      pending.set(seq, {
        settle: (reply: Reply<M[typeof method]['value']>) => {
          if (reply.tookMs > slowCallMs) options.onSlowCall(method, reply.tookMs);
          if (reply.ok) resolve(reply.value);
          else reject(errorOf(reply.error));
        },
        fail: reject,
      });
      const request: Request<M> = { seq, method, params };
      worker.postMessage(request);
    });

  return {
    started,
    settled,
    call,
    close: async (withinMs) => {
      if (isClosing || lost !== undefined) return;
      await settled;
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      const asked = call('close', null);
      isClosing = true;
      // The reply may be cut off by the end of the thread, which is what was asked for.
      asked.catch(() => undefined);
      await within(ended, withinMs);
      await worker.terminate();
    },
  };
}

export function errorOf(report: ErrorReport): StreamscopeError {
  return new StreamscopeError(report.code, report.message, { detail: report.detail });
}

function closed(): StreamscopeError {
  return new StreamscopeError('STORE_CLOSED', 'The history is closed.');
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
