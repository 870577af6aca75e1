/**
 * The Store over its threads: the writer is started first, for it creates, migrates and repairs the file; the indexer
 * last, for nothing waits for it.
 */
import type { StoreNotice } from '../../shared/contract/schemas/history.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { AppendOutcome, Store } from './store.ts';
import { createWorkerLink, type Closable, type WorkerLink } from './worker-link.ts';
import type {
  IndexerMethods,
  MethodTable,
  ReaderMethods,
  WireOutcome,
  WriterMethods,
} from './worker-protocol.ts';

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

/** The indexer waits so long for a reason to start: while the program starts, others need the processor. */
const indexerPatienceMs = 3000;
/** Notices kept for a window that opens later; the oldest go first. */
const noticesKept = 50;
/** The reader only reads: there is nothing to wait for long. */
const readerCloseMs = 1000;
/** Either may be in the middle of a checkpoint. */
const indexerCloseMs = 5000;
const writerCloseMs = 5000;

/**
 * Opens the history. It resolves even when the file cannot be used: every call then rejects with the reason
 * (STORE_NEWER_VERSION, STORE_READ_ONLY, …), so that a start never hangs on it. While a damaged file is being
 * repaired it resolves too; calls wait for the repair.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, log, clock } = options;
  const notices: StoreNotice[] = [];
  const listeners = new Set<(notice: StoreNotice) => void>();
  let isUsable = true;

  const notify = (notice: StoreNotice): void => {
    notices.push(notice);
    if (notices.length > noticesKept) notices.shift();
    log(notice.severity === 'error' ? 'error' : 'info', notice.message, { code: notice.code });
    for (const listener of listeners) listener(notice);
  };

  const link = <M extends MethodTable<M> & Closable>(name: string, url: URL) =>
    createWorkerLink<M>({
      name,
      url,
      start: { folder },
      onNotice: notify,
      onUnavailable: ({ code, message, detail = null }) => {
        isUsable = false;
        // The reader fails for the same reason as the writer: once is enough.
        if (notices.some((notice) => notice.code === code)) return;
        notify({ at: clock.now(), severity: 'error', code, message, detail });
      },
      onSlowCall: (method, tookMs) =>
        log('warn', 'slow history call', { method, tookMs: Math.round(tookMs) }),
      onCrash: (error, willRestart) =>
        notify({
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
  await writer.started;
  const reader = writer.settled.then(() => link<ReaderMethods>('store-reader', options.readerUrl));
  const ask: WorkerLink<ReaderMethods>['call'] = async (method, params) =>
    (await reader).call(method, params);
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
    return isUsable && closing === undefined ? link('store-indexer', options.indexerUrl) : undefined;
  };
  let closing: Promise<void> | undefined;
  const indexer = startIndexer();

  /** The writer last: alone with the file it leaves it whole. */
  const closeAll = async (): Promise<void> => {
    startIndexing();
    await (await reader).close(readerCloseMs);
    await (await indexer)?.close(indexerCloseMs);
    await writer.close(writerCloseMs);
  };

  return {
    notices: () => [...notices],
    onNotice: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    ensureStream: (identity) => writer.call('ensureStream', identity),
    listStreams: (connectionId) => ask('listStreams', { connectionId }),
    stream: (streamId) => ask('stream', { streamId }),
    setStorePolicy: (streamId, policy) => writer.call('setStorePolicy', { streamId, ...policy }),
    setTotalRetention: async (retention) => {
      await writer.call('setTotalRetention', retention);
    },
    clearStream: (streamId) => {
      startIndexing();
      return writer.call('clearStream', { streamId });
    },
    deleteStream: async (streamId) => {
      startIndexing();
      await writer.call('deleteStream', { streamId });
    },

    appendBatch: async (batch) => {
      startIndexing();
      return outcomeOf(await writer.call('appendBatch', batch));
    },
    recordAcks: async (record) => {
      await writer.call('recordAcks', record);
    },
    recordSocketLost: async (loss) => {
      await writer.call('recordSocketLost', loss);
    },

    rows: (request) => ask('rows', request),
    message: (rowId) => ask('message', { rowId }),
    deliveries: (rowId) => ask('deliveries', { rowId }),
    streamExtent: (streamId) => ask('streamExtent', { streamId }),
    positionAtTime: (streamId, at) => ask('positionAtTime', { streamId, at }),
    locate: (streamId, place) => ask('locate', { streamId, place }),
    histogram: (request) => ask('histogram', request),
    resumePoint: (streamId) => ask('resumePoint', { streamId }),
    previousWithKey: (search) => ask('previousWithKey', search),
    refusedFrames: (streamId, limit) => ask('refusedFrames', { streamId, limit }),

    search: (request) => {
      startIndexing();
      return ask('search', request);
    },
    openList: (request) => ask('openList', request),
    fillList: (listId, forMs) => ask('fillList', { listId, forMs }),
    closeList: async (listId) => {
      await ask('closeList', { listId });
    },

    recordPublished: (published) => writer.call('recordPublished', published),
    publishedList: (request) => ask('publishedList', request),

    setMarks: (request) => writer.call('setMarks', request),
    removeMarks: (request) => writer.call('removeMarks', request),
    marks: (streamId) => ask('marks', { streamId }),
    shownMarks: (request) => ask('shownMarks', request),
    nearMark: (request) => ask('nearMark', request),

    createReplayJob: (job) => writer.call('createReplayJob', job),
    recordReplaySteps: (jobId, steps) => writer.call('recordReplaySteps', { jobId, steps }),
    setReplayJobState: (jobId, state) => writer.call('setReplayJobState', { jobId, state }),
    replayJobs: () => ask('replayJobs', null),
    replayItems: (jobId, from, count) => ask('replayItems', { jobId, from, count }),

    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** Takes the ids apart again that crossed as one text. */
function outcomeOf(outcome: WireOutcome): AppendOutcome {
  if (!outcome.committed) return outcome;
  const { messageIds, ...receipt } = outcome.receipt;
  const acksDue = messageIds === '' ? [] : messageIds.split('\n');
  return { committed: true, receipt: { ...receipt, acksDue } };
}
