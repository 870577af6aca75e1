import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reportOf, StreamscopeError } from '../../shared/contract/errors.ts';
import { captureConnection, type OpenCapture } from '../../shared/contract/schemas/capture.ts';
import type { OfferedFiles } from '../export/offered-files.ts';
import type { TransferJob } from '../export/transfer-job.ts';
import type { VerifyStart } from '../export/transfer-protocol.ts';
import type { JsonFile } from '../settings/json-file.ts';
import { createWorkerLink, type WorkerLink } from '../store/worker-link.ts';
import type { ReaderMethods } from '../store/worker-protocol.ts';
import { captureIds, mostStreams, type CaptureIds } from './capture-ids.ts';
import { loadKnownCaptures } from './known-captures.ts';

/** Captures open at once: each has a thread of its own. */
export const mostOpenCaptures = 12;
const closeMs = 1_000;

export interface CaptureReader {
  readonly ids: CaptureIds;
  readonly path: string;
  readonly ask: WorkerLink<ReaderMethods>['call'];
}

export interface CaptureService {
  /**
   * Of a file that was offered.
   * @throws StreamscopeError INPUT_INVALID, FILE_FAILED, STORE_NEWER_VERSION, QUEUE_FULL
   */
  open(path: string): Promise<OpenCapture>;
  close(captureId: string): Promise<void>;
  /** Those that are open, in the order they were opened; waits for those of the last run. */
  list(): Promise<OpenCapture[]>;
  find(captureId: string): OpenCapture | undefined;
  /** @throws StreamscopeError NOT_FOUND when no open capture has this place */
  readerAt(place: number): CaptureReader;
  stop(): Promise<void>;
}

export interface CaptureOptions {
  readonly file: JsonFile;
  readonly offered: Pick<OfferedFiles, 'require'>;
  /** Older captures are copied here to be brought to this version. */
  readonly copyFolder: string;
  readonly readerUrl: URL;
  readonly startVerify: (start: VerifyStart) => Pick<TransferJob, 'ended' | 'cancel'>;
  readonly onChange: (captures: OpenCapture[]) => void;
  readonly onProblem: (words: string, thrown: unknown) => void;
}

interface Opened {
  state: OpenCapture;
  readonly place: number;
  readonly reader: CaptureReader;
  readonly stop: () => Promise<void>;
}

export async function createCaptureService(options: CaptureOptions): Promise<CaptureService> {
  const known = await loadKnownCaptures(options.file);
  const opened = new Map<string, Opened>();
  const states = (): OpenCapture[] => [...opened.values()].map(({ state }) => state);
  const changed = (): void => options.onChange(states());
  const copyPath = (): string => join(options.copyFolder, `${randomUUID()}.db`);

  const openLink = (path: string, copy: string): WorkerLink<ReaderMethods> =>
    createWorkerLink<ReaderMethods>({
      name: 'capture-reader',
      url: options.readerUrl,
      start: { folder: '', capture: { path, copyPath: copy } },
      onNotice: () => undefined,
      onUnavailable: () => undefined,
      onSlowCall: () => undefined,
      onCrash: (error) => options.onProblem('A capture could not be read further', error),
    });

  const verify = (path: string, id: string): (() => Promise<void>) => {
    const copy = copyPath();
    const job = options.startVerify({ kind: 'verify', path, copyPath: copy });
    const settle = (checksum: OpenCapture['checksum']): void => {
      const capture = opened.get(id);
      if (capture === undefined) return;
      capture.state = { ...capture.state, checksum };
      changed();
    };
    const ended = job.ended
      .then(({ detail }) => settle(detail === 'right' ? 'right' : 'wrong'))
      // Bytes that cannot even be read are not those that were written.
      .catch((thrown: unknown) => settle(reportOf(thrown).code === 'STORE_DAMAGED' ? 'wrong' : 'unknown'))
      .finally(() => rm(copy, { force: true }));
    return async () => {
      job.cancel();
      await ended;
    };
  };

  async function open(path: string): Promise<OpenCapture> {
    const same = [...opened.values()].find(({ state }) => state.path === path);
    if (same !== undefined) return same.state;
    if (opened.size >= mostOpenCaptures)
      throw new StreamscopeError(
        'QUEUE_FULL',
        `${String(mostOpenCaptures)} captures are open already. Close one first.`,
      );
    const copy = copyPath();
    const link = openLink(path, copy);
    const stopReading = async (): Promise<void> => {
      await link.close(closeMs);
      await rm(copy, { force: true });
    };
    try {
      const manifest = await link.call('manifest', null);
      const { captureId } = manifest;
      const twin = opened.get(captureId);
      if (twin !== undefined)
        throw new StreamscopeError('FILE_FAILED', `This capture is open already, from ${twin.state.path}.`);
      const streams = await link.call('listStreams', {});
      const isOdd = streams.some(({ streamId, count }) => streamId > mostStreams || count < 0);
      const count = streams.reduce((sum, stream) => sum + stream.count, 0);
      if (isOdd || count !== manifest.count)
        throw new StreamscopeError(
          'FILE_FAILED',
          'This capture does not hold what it says. It was not opened.',
        );
      const { place } = await known.open(captureId, path);
      const ids = captureIds(place);
      const state: OpenCapture = {
        captureId,
        path,
        manifest,
        streams: streams.map((stream) => ({
          ...stream,
          streamId: ids.streamOut(stream.streamId),
          connectionId: captureConnection(captureId),
          kind: 'capture',
        })),
        checksum: 'checking',
      };
      const reader = { ids, path, ask: link.call };
      let stopVerify = (): Promise<void> => Promise.resolve();
      opened.set(captureId, {
        state,
        place,
        reader,
        stop: async () => {
          await stopVerify();
          await stopReading();
        },
      });
      stopVerify = verify(path, captureId);
      changed();
      return state;
    } catch (thrown) {
      await stopReading();
      throw thrown;
    }
  }

  /** What was open when the program ended; a file that is gone since is not opened, and said so. */
  const restored = (async () => {
    for (const { captureId, path, isOpen } of known.list()) {
      if (!isOpen) continue;
      try {
        await open(path);
      } catch (thrown) {
        await known.close(captureId);
        options.onProblem(`The capture ${path} could not be opened again`, thrown);
      }
    }
  })();
  restored.catch((thrown: unknown) => options.onProblem('The list of captures could not be kept', thrown));

  return {
    open: async (path) => {
      await options.offered.require(path);
      await restored;
      return open(path);
    },
    async close(captureId) {
      const capture = opened.get(captureId);
      if (capture === undefined) return;
      opened.delete(captureId);
      await known.close(captureId);
      changed();
      await capture.stop();
    },
    async list() {
      await restored;
      return states();
    },
    find: (captureId) => opened.get(captureId)?.state,
    readerAt(place) {
      const found = [...opened.values()].find((capture) => capture.place === place);
      if (found === undefined)
        throw new StreamscopeError('NOT_FOUND', 'This capture is closed. Open it again to read on.');
      return found.reader;
    },
    async stop() {
      await restored.catch(() => undefined);
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map((capture) => capture.stop()));
    },
  };
}
