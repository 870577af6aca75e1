/** One transfer thread as seen from main: started, heard, ended. */
import { Worker } from 'node:worker_threads';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import { errorOf } from '../store/worker-link.ts';
import type {
  ExportStart,
  ImportBatch,
  ImportStart,
  TransferCounts,
  TransferHears,
  TransferSays,
  VerifyStart,
} from './transfer-protocol.ts';

/** Rows live for a moment only: a larger nursery would hold dead ones. */
const maxYoungGenerationSizeMb = 16;

export interface TransferEnd {
  readonly counts: TransferCounts;
  readonly detail: string | undefined;
}

export interface TransferJob {
  /** Rejects with a StreamscopeError; CANCELLED when it was asked to end. */
  readonly ended: Promise<TransferEnd>;
  readonly cancel: () => void;
}

export interface TransferJobOptions {
  readonly workerUrl: URL;
  readonly start: ExportStart | ImportStart | VerifyStart;
  readonly onProgress: (counts: TransferCounts) => void;
  /** Brings messages of an import into history; the thread waits for it. */
  readonly onBatch?: (batch: ImportBatch) => Promise<void>;
}

export function startTransfer(options: TransferJobOptions): TransferJob {
  const stopFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const thread = new Worker(options.workerUrl, {
    workerData: { ...options.start, stopFlag },
    name: `transfer-${options.start.kind}`,
    resourceLimits: { maxYoungGenerationSizeMb },
  });

  const ended = new Promise<TransferEnd>((resolve, reject) => {
    const fail = (thrown: unknown): void => {
      reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
      void thread.terminate();
    };
    const take = async (batch: ImportBatch): Promise<void> => {
      await options.onBatch?.(batch);
      const heard: TransferHears = { hear: 'taken' };
      thread.postMessage(heard);
    };
    /** Batches are stored in the order they were read. */
    let taking = Promise.resolve();
    let hasSaidItsEnd = false;
    /** Not before the last batch is stored and counted: a cancel finds one on its way. */
    const end = (settle: () => void): void => {
      hasSaidItsEnd = true;
      void taking.then(settle, settle);
    };
    thread.on('message', (words: TransferSays) => {
      if (words.say === 'progress') options.onProgress(words.counts);
      else if (words.say === 'batch') {
        const { batch } = words;
        taking = taking.then(() => take(batch));
        taking.catch(fail);
      } else if (words.say === 'done') end(() => resolve({ counts: words.counts, detail: words.detail }));
      else end(() => reject(errorOf(words.error)));
    });
    thread.on('error', (thrown) => {
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      fail(
        new StreamscopeError('INTERNAL', 'The transfer stopped by itself. History is unaffected.', {
          detail,
          cause: thrown,
        }),
      );
    });
    thread.on('exit', () => {
      if (hasSaidItsEnd) return;
      reject(new StreamscopeError('INTERNAL', 'The transfer ended without a word. History is unaffected.'));
    });
  });
  ended.catch(() => undefined);

  return {
    ended,
    cancel: () => {
      Atomics.store(new Int32Array(stopFlag), 0, 1);
    },
  };
}
