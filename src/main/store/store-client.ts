/** The Store over its threads: who writes, who reads, and when the threads begin. */
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { StoreNotice } from '../../shared/contract/schemas/history.ts';
import type { AppendOutcome, Store } from './store.ts';
import { beginStoreThreads, type StoreOptions, type StoreThreads } from './store-threads.ts';
import type { WorkerLink } from './worker-link.ts';
import type { ReaderMethods, WireOutcome, WriterMethods } from './worker-protocol.ts';

/** Notices kept for a window that opens later; the oldest go first. */
const noticesKept = 50;

export interface History {
  readonly store: Store;
  /** Begins the threads, if no question did; resolves with the writer's first word. */
  readonly begin: () => Promise<void>;
}

/**
 * Opens the history. It resolves even when the file cannot be used: every call then rejects with the reason
 * (STORE_NEWER_VERSION, STORE_READ_ONLY, …), so that a start never hangs on it. While a damaged file is being
 * repaired it resolves too; calls wait for the repair.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { store, begin } = createHistory(options);
  await begin();
  return store;
}

/** The history with its threads yet to begin: with the first question, or when told to. */
export function createHistory(options: StoreOptions): History {
  const notices: StoreNotice[] = [];
  const listeners = new Set<(notice: StoreNotice) => void>();
  let threads: StoreThreads | undefined;
  let closing: Promise<void> | undefined;

  const notify = (notice: StoreNotice): void => {
    notices.push(notice);
    if (notices.length > noticesKept) notices.shift();
    const { severity, message, code } = notice;
    options.log(severity === 'error' ? 'error' : 'info', message, { code });
    for (const listener of listeners) listener(notice);
  };
  const begun = (): StoreThreads => {
    if (threads === undefined && closing !== undefined)
      throw new StreamscopeError('STORE_CLOSED', 'The history is closed.');
    threads ??= beginStoreThreads(options, notify);
    return threads;
  };
  const write: WorkerLink<WriterMethods>['call'] = async (method, params) =>
    begun().writer.call(method, params);
  const ask: WorkerLink<ReaderMethods>['call'] = async (method, params) =>
    (await begun().reader).call(method, params);
  const startIndexing = (): void => begun().startIndexing();

  const store: Store = {
    notices: () => [...notices],
    onNotice: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    ensureStream: (identity) => write('ensureStream', identity),
    listStreams: (connectionId) => ask('listStreams', { connectionId }),
    stream: (streamId) => ask('stream', { streamId }),
    setStorePolicy: (streamId, policy) => write('setStorePolicy', { streamId, ...policy }),
    setTotalRetention: async (retention) => {
      await write('setTotalRetention', retention);
    },
    clearStream: async (streamId) => {
      startIndexing();
      return write('clearStream', { streamId });
    },
    deleteStream: async (streamId) => {
      startIndexing();
      await write('deleteStream', { streamId });
    },

    appendBatch: async (batch) => {
      startIndexing();
      return outcomeOf(await write('appendBatch', batch));
    },
    recordAcks: async (record) => {
      await write('recordAcks', record);
    },
    recordSocketLost: async (loss) => {
      await write('recordSocketLost', loss);
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

    search: async (request) => {
      startIndexing();
      return ask('search', request);
    },
    openList: (request) => ask('openList', request),
    fillList: (listId, forMs) => ask('fillList', { listId, forMs }),
    closeList: async (listId) => {
      await ask('closeList', { listId });
    },

    recordPublished: (published) => write('recordPublished', published),
    publishedList: (request) => ask('publishedList', request),

    setMarks: (request) => write('setMarks', request),
    removeMarks: (request) => write('removeMarks', request),
    marks: (streamId) => ask('marks', { streamId }),
    shownMarks: (request) => ask('shownMarks', request),
    nearMark: (request) => ask('nearMark', request),

    createReplayJob: (job) => write('createReplayJob', job),
    recordReplaySteps: (jobId, steps) => write('recordReplaySteps', { jobId, steps }),
    setReplayJobState: (jobId, state) => write('setReplayJobState', { jobId, state }),
    replayJobs: () => ask('replayJobs', null),
    replayItems: (jobId, from, count) => ask('replayItems', { jobId, from, count }),

    close: () => {
      closing ??= threads?.close() ?? Promise.resolve();
      return closing;
    },
  };
  return {
    store,
    begin: async () => {
      await begun().writer.started;
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
