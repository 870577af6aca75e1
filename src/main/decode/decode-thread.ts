/**
 * The decode thread as main sees it: started when first needed, one payload at a time, ended when one takes too long or
 * the thread fails, so that no payload can hold up the next.
 */
import { Worker } from 'node:worker_threads';
import { StreamscopeError, type ErrorReport } from '../../shared/contract/errors.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { DecodeMethod, DecodeMethods } from './decode-methods.ts';

export interface DecodeRequest<Name extends DecodeMethod> {
  readonly seq: number;
  readonly method: Name;
  readonly params: DecodeMethods[Name]['params'];
}

export type DecodeReply =
  | { readonly seq: number; readonly ok: true; readonly value: unknown }
  | { readonly seq: number; readonly ok: false; readonly error: ErrorReport };

/** A payload that takes longer is given up. */
export const decodeTimeoutMs = 10_000;
/** Payloads waiting for their turn; when there are more the one that waited longest is given up: its window moved on. */
export const maxWaiting = 8;
/** What the thread may keep in its heap: several times what a decoder may make. */
const usualHeapMiB = 1_024;

export interface DecodeThread {
  /** Rejects with DECODE_STOPPED when it took too long or the thread failed, CANCELLED when it waited too long. */
  ask<Name extends DecodeMethod>(
    method: Name,
    params: DecodeMethods[Name]['params'],
  ): Promise<DecodeMethods[Name]['value']>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly request: DecodeRequest<DecodeMethod>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StreamscopeError) => void;
}

export function createDecodeThread(
  url: URL,
  clock: Pick<Clock, 'after'>,
  { heapMiB = usualHeapMiB }: { readonly heapMiB?: number } = {},
): DecodeThread {
  const waiting: Waiting[] = [];
  let worker: Worker | undefined;
  let current: Waiting | undefined;
  let stopTimer: (() => void) | undefined;
  let nextSeq = 1;

  const open = (): Worker => {
    const thread = new Worker(url, { name: 'decoder', resourceLimits: { maxOldGenerationSizeMb: heapMiB } });
    thread.on('message', (reply: DecodeReply) => {
      const done = current;
      if (done?.request.seq !== reply.seq) return;
      settle();
      if (reply.ok) done.resolve(reply.value);
      else
        done.reject(
          new StreamscopeError(reply.error.code, reply.error.message, { detail: reply.error.detail }),
        );
      next();
    });
    thread.on('error', (error) => {
      if (thread === worker) giveUp('The decoder could not go on with this payload.', String(error));
    });
    // Some ends come without an error; a thread that was ended by us is not the current one any more.
    thread.on('exit', (code) => {
      if (thread === worker) giveUp('The decoder ended over this payload.', `exit code ${code}`);
    });
    // Waiting for nothing, it must not keep the program alive.
    thread.unref();
    return thread;
  };

  const settle = (): void => {
    stopTimer?.();
    stopTimer = undefined;
    current = undefined;
  };

  const giveUp = (words: string, detail?: string): void => {
    const failed = current;
    const thread = worker;
    worker = undefined;
    settle();
    void thread?.terminate();
    failed?.reject(
      new StreamscopeError(
        'DECODE_STOPPED',
        `${words} The stored bytes are unchanged; look at them as hex.`,
        { detail },
      ),
    );
    next();
  };

  const next = (): void => {
    if (current !== undefined) return;
    current = waiting.shift();
    if (current === undefined) return;
    worker ??= open();
    worker.postMessage(current.request);
    stopTimer = clock.after(decodeTimeoutMs, () => {
      giveUp(`Decoding took longer than ${decodeTimeoutMs / 1_000} seconds and was stopped.`);
    });
  };

  return {
    ask: <Name extends DecodeMethod>(method: Name, params: DecodeMethods[Name]['params']) =>
      new Promise<DecodeMethods[Name]['value']>((resolve, reject) => {
        // The thread answers with its method's value: the table both sides share says so.
        const take = resolve as (value: unknown) => void;
        waiting.push({ request: { seq: nextSeq, method, params }, resolve: take, reject });
        nextSeq += 1;
        if (waiting.length > maxWaiting)
          waiting.shift()?.reject(new StreamscopeError('CANCELLED', 'Newer payloads were asked for.'));
        next();
      }),
    async stop() {
      const thread = worker;
      worker = undefined;
      const left = [...(current === undefined ? [] : [current]), ...waiting.splice(0)];
      settle();
      for (const one of left) one.reject(new StreamscopeError('CANCELLED', 'Streamscope is closing.'));
      await thread?.terminate();
    },
  };
}
