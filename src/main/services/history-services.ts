import { join } from 'node:path';
import { createCaptureService } from '../captures/capture-service.ts';
import { historyWithCaptures } from '../captures/history-with-captures.ts';
import { createOfferedFiles } from '../export/offered-files.ts';
import { startTransfer } from '../export/transfer-job.ts';
import { historyFile } from '../store/history-file.ts';
import { openStore } from '../store/store-client.ts';
import { fileIn } from './kept-files.ts';
import type { OnProblem, ServicesOptions } from './services-options.ts';

export interface HistoryServicesOptions extends Pick<
  ServicesOptions,
  'userData' | 'workers' | 'clock' | 'log' | 'push'
> {
  readonly warn: (code: string) => (message: string) => void;
  readonly problem: OnProblem;
}

/** What was received, and the files of others that are open beside it: one history to everybody else. */
export async function openHistoryServices(options: HistoryServicesOptions) {
  const { clock, log, problem, push, userData, warn, workers } = options;
  const own = await openStore({
    folder: userData,
    writerUrl: workers.writer,
    readerUrl: workers.reader,
    indexerUrl: workers.indexer,
    clock,
    log: (level, message, fields) => {
      log.write(level, 'store', fields === undefined ? message : `${message} ${JSON.stringify(fields)}`);
    },
  });
  const copyFolder = join(userData, 'capture-copies');
  const offered = createOfferedFiles(join(userData, historyFile));
  const captures = await createCaptureService({
    file: fileIn(userData)('captures.json'),
    offered,
    copyFolder,
    readerUrl: workers.reader,
    startVerify: (start) =>
      startTransfer({ workerUrl: workers.transfer, start, onProgress: () => undefined }),
    onChange: (open) => {
      push('captures.changed', open);
    },
    onProblem: (words, thrown) => {
      problem(words, thrown);
      warn('captures')(`${words}.`);
    },
  });
  return { store: historyWithCaptures(own, captures), captures, copyFolder, offered };
}

export type HistoryServices = Awaited<ReturnType<typeof openHistoryServices>>;
