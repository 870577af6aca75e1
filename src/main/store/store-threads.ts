/**
 * The history's threads: the writer is started first, for it creates, migrates and repairs the file; the indexer last,
 * for nothing waits for it.
 */
import type { StoreNotice } from '../../shared/contract/schemas/history.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { createWorkerLink, type Closable, type WorkerLink } from './worker-link.ts';
import type { IndexerMethods, MethodTable, ReaderMethods, WriterMethods } from './worker-protocol.ts';

export interface StoreOptions {
  /** Holds `history.db`; made when missing. */
  readonly folder: string;
  readonly writerUrl: URL;
  readonly readerUrl: URL;
  readonly indexerUrl: URL;
  readonly log: (
    level: 'info' | 'warn' | 'error',
    message: string,
    fields?: Record<string, string | number>,
  ) => void;
  readonly clock: Pick<Clock, 'now'>;
}

export interface StoreThreads {
  readonly writer: WorkerLink<WriterMethods>;
  /** Once the writer has repaired what was to be repaired. */
  readonly reader: Promise<WorkerLink<ReaderMethods>>;
  /** There is something to index, or soon will be. */
  readonly startIndexing: () => void;
  readonly close: () => Promise<void>;
}

/** The indexer waits so long for a reason to start: while the program starts, others need the processor. */
const indexerPatienceMs = 3000;
/** The reader only reads: there is nothing to wait for long. */
const readerCloseMs = 1000;
/** Either may be in the middle of a checkpoint. */
const indexerCloseMs = 5000;
const writerCloseMs = 5000;

/** `notify` hears what a person should know. */
export function beginStoreThreads(
  options: StoreOptions,
  notify: (notice: StoreNotice) => void,
): StoreThreads {
  const { folder, log, clock } = options;
  const told = new Set<string>();
  let isUsable = true;
  let isClosing = false;

  const tell = (notice: StoreNotice): void => {
    told.add(notice.code);
    notify(notice);
  };

  const link = <M extends MethodTable<M> & Closable>(name: string, url: URL) =>
    createWorkerLink<M>({
      name,
      url,
      start: { folder },
      onNotice: tell,
      onUnavailable: ({ code, message, detail = null }) => {
        isUsable = false;
        // The reader fails for the same reason as the writer: once is enough.
        if (told.has(code)) return;
        tell({ at: clock.now(), severity: 'error', code, message, detail });
      },
      onSlowCall: (method, tookMs) =>
        log('warn', 'slow history call', { method, tookMs: Math.round(tookMs) }),
      onCrash: (error, willRestart) =>
        tell({
          at: clock.now(),
          severity: willRestart ? 'warning' : 'error',
          code: 'STORE_FAILED',
          message: willRestart
            ? 'A history thread stopped and was started again. What was acknowledged is stored.'
            : 'A history thread stopped twice. What is stored is safe; restart Streamscope to go on.',
          detail: `${name}: ${error.message}`,
        }),
    });

  const writer = link<WriterMethods>('store-writer', options.writerUrl);
  const reader = writer.settled.then(() => link<ReaderMethods>('store-reader', options.readerUrl));
  let startIndexing: () => void = () => undefined;
  const indexingIsDue = new Promise<void>((resolve) => {
    startIndexing = resolve;
  });
  const patience = setTimeout(startIndexing, indexerPatienceMs);
  const startIndexer = async (): Promise<WorkerLink<IndexerMethods> | undefined> => {
    await indexingIsDue;
    clearTimeout(patience);
    const { started } = await reader;
    await started;
    return isUsable && !isClosing ? link('store-indexer', options.indexerUrl) : undefined;
  };
  const indexer = startIndexer();

  return {
    writer,
    reader,
    startIndexing,
    /** The writer last: alone with the file it leaves it whole. */
    close: async () => {
      isClosing = true;
      startIndexing();
      await (await reader).close(readerCloseMs);
      await (await indexer)?.close(indexerCloseMs);
      await writer.close(writerCloseMs);
    },
  };
}
