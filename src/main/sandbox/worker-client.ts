import { Worker } from 'node:worker_threads';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { SandboxControl } from './control.ts';
import type { SandboxFacts, SandboxSettings } from './sandbox-options.ts';
import type { SandboxReplyMessage, SandboxRequestMessage } from './worker-protocol.ts';

/** A thread that does not end by itself within this time is ended. */
const STOP_TIMEOUT_MS = 3_000;

/** A sandbox in a thread of its own, seen from the thread that started it. */
export interface SandboxWorker {
  readonly facts: SandboxFacts;
  /** Resolves with how many open sockets the control touched; rejects with CANCELLED once the sandbox is gone. */
  control(control: SandboxControl): Promise<number>;
  /** Calls back once if the thread ends without having been asked to. */
  onLost(callback: (error: StreamscopeError) => void): void;
  stop(): Promise<void>;
}

/** Starts `worker-entry.ts`, wherever it was built to. Rejects with the sandbox's own error when it cannot start. */
export async function startSandboxWorker(
  workerUrl: URL,
  settings: SandboxSettings = {},
): Promise<SandboxWorker> {
  const worker = new Worker(workerUrl, { workerData: settings, name: 'sandbox' });
  const waiting = new Map<number, { resolve: (touched: number) => void; reject: (error: Error) => void }>();
  const lostCallbacks: ((error: StreamscopeError) => void)[] = [];
  let nextId = 0;
  let isStopping = false;
  let isGone = false;

  const started = new Promise<SandboxFacts>((resolve, reject) => {
    worker.on('message', (message: SandboxReplyMessage) => {
      switch (message.kind) {
        case 'started':
          resolve(message.facts);
          break;
        case 'failed':
          reject(
            new StreamscopeError(message.error.code, message.error.message, { detail: message.error.detail }),
          );
          break;
        case 'controlled':
          waiting.get(message.id)?.resolve(message.touched);
          waiting.delete(message.id);
          break;
        case 'stopped':
          break;
      }
    });
    worker.once('error', (error) => {
      reject(
        new StreamscopeError('INTERNAL', 'The sandbox failed.', { detail: error.message, cause: error }),
      );
    });
    worker.once('exit', () => {
      isGone = true;
      const lost = new StreamscopeError('CANCELLED', 'The sandbox has ended.');
      reject(lost);
      for (const { reject: give } of waiting.values()) give(lost);
      waiting.clear();
      if (!isStopping) for (const callback of lostCallbacks) callback(lost);
    });
  });

  const send = (message: SandboxRequestMessage): void => worker.postMessage(message);
  const facts = await started;
  return {
    facts,
    control(control) {
      if (isGone) return Promise.reject(new StreamscopeError('CANCELLED', 'The sandbox has ended.'));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send({ kind: 'control', id, control });
      });
    },
    onLost(callback) {
      lostCallbacks.push(callback);
    },
    async stop() {
      if (isGone) return;
      isStopping = true;
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      const deadline = setTimeout(() => void worker.terminate(), STOP_TIMEOUT_MS);
      send({ kind: 'stop' });
      await ended;
      clearTimeout(deadline);
    },
  };
}
