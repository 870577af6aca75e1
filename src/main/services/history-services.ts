import { join } from 'node:path';
import { createCaptureService } from '../captures/capture-service.ts';
import { historyWithCaptures } from '../captures/history-with-captures.ts';
import { createOfferedFiles } from '../export/offered-files.ts';
import { startTransfer } from '../export/transfer-job.ts';
import { historyFile } from '../store/history-file.ts';
import { openHistory } from '../store/open-history.ts';
import type { History } from '../store/store-client.ts';
import { fileIn } from './kept-files.ts';
import type { OnProblem, ServicesOptions } from './services-options.ts';

export interface HistoryServicesOptions extends Pick<
  ServicesOptions,
  'userData' | 'history' | 'workers' | 'clock' | 'log' | 'push'
> {
  readonly warn: (code: string) => (message: string) => void;
  readonly problem: OnProblem;
}

/** What was received, and the files of others that are open beside it: one history to everybody else. */
export async function openHistoryServices(options: HistoryServicesOptions) {
  const { problem, push, userData, warn, workers } = options;
  const { store: own } = options.history ?? (await begunHistory(options));
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

async function begunHistory(options: HistoryServicesOptions): Promise<History> {
  const history = openHistory(options);
  await history.begin();
  return history;
}

export type HistoryServices = Awaited<ReturnType<typeof openHistoryServices>>;
