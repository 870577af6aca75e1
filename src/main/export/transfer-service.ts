import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { reportOf, StreamscopeError } from '../../shared/contract/errors.ts';
import { captureEnding } from '../../shared/contract/schemas/capture.ts';
import type {
  ExportFormat,
  ExportPlan,
  ExportRequest,
  ExportScope,
  TransferState,
} from '../../shared/contract/schemas/transfer.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Store } from '../store/store.ts';
import { planExport } from './export-plan.ts';
import type { FileDialogs, FileFilter } from './file-dialogs.ts';
import { requireSpace, type FreeBytes } from './free-space.ts';
import { importIntoHistory } from './import-into-history.ts';
import type { OfferedFiles } from './offered-files.ts';
import { scopeWords } from './scope-words.ts';
import { startTransfer, type TransferJob } from './transfer-job.ts';
import { createTransferList, nothingYet } from './transfer-list.ts';
import type { MessageSource } from './transfer-protocol.ts';

/** Transfers that run at once: each has a thread and reads a disk. */
export const transfersAtOnce = 3;

const filters: Readonly<Record<ExportFormat, FileFilter>> = {
  capture: { name: 'Streamscope capture', endings: [captureEnding] },
  jsonl: { name: 'JSON lines', endings: ['jsonl'] },
  csv: { name: 'Comma-separated values', endings: ['csv'] },
};

/** Where the messages of a stream lie, and the number the stream has there. */
export interface StreamSource {
  readonly streamId: number;
  readonly source: MessageSource;
  /** The name of its connection, as its owner calls it. */
  readonly connection: string;
}

export interface TransferOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly dialogs: FileDialogs;
  readonly offered: OfferedFiles;
  readonly workerUrl: URL;
  readonly producer: string;
  /** For copies of older captures, while they are read. */
  readonly copyFolder: string;
  readonly sourceOf: (streamId: number) => Promise<StreamSource>;
  readonly freeBytes: FreeBytes;
  readonly onChange: (state: TransferState) => void;
  readonly onHistory: (streamIds: readonly number[]) => void;
}

export interface TransferService {
  plan(request: ExportRequest): Promise<ExportPlan>;
  chooseTarget(format: ExportFormat, name: string): Promise<string | null>;
  chooseImport(): Promise<string | null>;
  chooseCapture(): Promise<string | null>;
  startExport(request: ExportRequest, path: string): Promise<TransferState>;
  /** Of a file that was offered. */
  startImport(path: string): Promise<TransferState>;
  cancel(transferId: string): void;
  list(): TransferState[];
  reveal(transferId: string): void;
  stop(): Promise<void>;
}

export function createTransferService(options: TransferOptions): TransferService {
  const { store, clock, dialogs } = options;
  const list = createTransferList(options.onChange);
  const running = new Map<string, { readonly job: TransferJob; readonly settled: Promise<void> }>();
  /** Only a path that the person chose in this run is ever written. */
  const chosen = new Set<string>();

  const chooseSource = async (title: string, filter: FileFilter): Promise<string | null> => {
    const path = await dialogs.chooseSource(title, filter);
    if (path !== null) options.offered.offer(path);
    return path;
  };

  const requireRoom = (): void => {
    if (running.size >= transfersAtOnce)
      throw new StreamscopeError('QUEUE_FULL', 'Three transfers are running already. Wait for one to end.');
  };

  const launch = (
    state: TransferState,
    job: TransferJob,
    streamId: () => number | undefined,
  ): TransferState => {
    const { transferId } = state;
    list.add(state);
    const settle = (change: Partial<TransferState>): void => {
      running.delete(transferId);
      const into = streamId();
      list.change(transferId, {
        ...change,
        finishedAt: clock.now(),
        ...(into === undefined ? {} : { streamId: into }),
      });
    };
    const settled = job.ended.then(
      ({ counts, detail }) => {
        const { written, leftOut, skipped, ...rest } = counts;
        // What an import wrote is counted where it was committed.
        const counted = state.kind === 'export' ? { written, skipped } : {};
        settle({ phase: 'done', ...rest, ...counted, leftOut, detail });
      },
      (thrown: unknown) => {
        const error = reportOf(thrown);
        settle(error.code === 'CANCELLED' ? { phase: 'cancelled' } : { phase: 'failed', error });
      },
    );
    running.set(transferId, { job, settled });
    return state;
  };

  const begin = (
    change: Pick<TransferState, 'kind' | 'format' | 'path' | 'title' | 'total'>,
  ): TransferState => ({
    ...nothingYet,
    ...change,
    transferId: randomUUID(),
    phase: 'running',
    startedAt: clock.now(),
  });

  return {
    plan: ({ scope, format }) => planExport(store, scope, format),
    async chooseTarget(format, name) {
      const filter = filters[format];
      const path = await dialogs.chooseTarget('Export messages', fileName(name, filter), filter);
      if (path === null) return null;
      const ending = `.${filter.endings[0] ?? ''}`;
      const whole = extname(path) === '' ? path + ending : path;
      chosen.add(whole);
      // What a person had written they may read as well: "Open it" stands under a finished export.
      options.offered.offer(whole);
      return whole;
    },
    chooseImport: () =>
      chooseSource('Import messages', {
        name: 'Messages',
        endings: [captureEnding, 'jsonl', 'ndjson', 'csv', 'tsv'],
      }),
    chooseCapture: () => chooseSource('Open a capture', filters.capture),
    async startExport(request, path) {
      const { scope, format, masking, note } = request;
      if (!chosen.has(path))
        throw new StreamscopeError('INPUT_INVALID', 'Choose where to write first. Nothing was written.');
      await options.offered.refuseHistory(path);
      requireRoom();
      const { bytes, count } = await planExport(store, scope, format);
      await requireSpace(path, bytes, options.freeBytes);
      const { title } = await store.stream(scope.streamId);
      const { streamId, source, connection } = await options.sourceOf(scope.streamId);
      const state = begin({ kind: 'export', format, path, title, total: count });
      const job = startTransfer({
        workerUrl: options.workerUrl,
        start: {
          kind: 'export',
          source,
          scope: inSource(scope, streamId),
          format,
          masking,
          path,
          manifest: {
            captureId: randomUUID(),
            producer: options.producer,
            createdAt: clock.now(),
            source: connection,
            scope: scopeWords(scope),
            note: note.trim(),
          },
        },
        onProgress: (counts) => list.change(state.transferId, counts),
      });
      void job.ended.catch(() => undefined).finally(() => forgetCopy(source));
      return launch(state, job, () => undefined);
    },
    async startImport(path) {
      await options.offered.require(path);
      requireRoom();
      const name = basename(path);
      const format = formatOf(path);
      const state = begin({ kind: 'import', format, path, title: name, total: 0 });
      const { transferId } = state;
      const target = importIntoHistory(store, `import:${name}`.slice(0, 200), transferId, options.onHistory);
      const copyPath = join(options.copyFolder, `${transferId}.db`);
      const job = startTransfer({
        workerUrl: options.workerUrl,
        start: { kind: 'import', path, copyPath },
        onProgress: ({ step, done, total, bytes, leftOut }) =>
          list.change(transferId, { step, done, total, bytes, leftOut }),
        onBatch: async (batch) => {
          const { stored, known, refused } = await target.add(batch);
          const { written = 0, skipped = 0 } = list.find(transferId) ?? {};
          list.change(transferId, { written: written + stored, skipped: skipped + known + refused });
        },
      });
      void job.ended.catch(() => undefined).finally(() => rm(copyPath, { force: true }));
      return launch(state, job, target.streamId);
    },
    cancel: (transferId) => running.get(transferId)?.job.cancel(),
    list: list.all,
    reveal(transferId) {
      const state = list.find(transferId);
      if (state === undefined) throw new StreamscopeError('NOT_FOUND', 'This transfer is of an earlier run.');
      dialogs.reveal(state.path);
    },
    async stop() {
      const jobs = [...running.values()];
      for (const { job } of jobs) job.cancel();
      await Promise.all(jobs.map(({ settled }) => settled));
    },
  };
}

const forgetCopy = async (source: MessageSource): Promise<void> => {
  if (source.kind === 'capture') await rm(source.copyPath, { force: true });
};

const inSource = (scope: ExportScope, streamId: number): ExportScope => ({ ...scope, streamId });

/** What its name promises; what a file really is is told by its content. */
function formatOf(path: string): ExportFormat {
  const ending = extname(path).toLowerCase();
  if (ending === `.${captureEnding}`) return 'capture';
  return ending === '.csv' || ending === '.tsv' ? 'csv' : 'jsonl';
}

/** A stream's name as the beginning of a file's: nothing that a file system refuses. */
function fileName(name: string, { endings }: FileFilter): string {
  const safe = name.replace(/[^\p{L}\p{N}._ -]+/gu, '-').replace(/^[.\s-]+|[.\s-]+$/g, '');
  return `${safe === '' ? 'messages' : safe.slice(0, 120)}.${endings[0] ?? ''}`;
}
