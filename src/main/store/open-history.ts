import type { Clock } from '../../shared/domain/clock.ts';
import type { Log } from '../log/log.ts';
import { createHistory, type History } from './store-client.ts';

export interface HistoryOptions {
  readonly userData: string;
  readonly workers: { readonly writer: URL; readonly reader: URL; readonly indexer: URL };
  readonly clock: Clock;
  readonly log: Log;
}

/** The installation's own history; what it has to say goes into the log. */
export function openHistory({ userData, workers, clock, log }: HistoryOptions): History {
  return createHistory({
    folder: userData,
    writerUrl: workers.writer,
    readerUrl: workers.reader,
    indexerUrl: workers.indexer,
    clock,
    log: (level, message, fields) => {
      log.write(level, 'store', fields === undefined ? message : `${message} ${JSON.stringify(fields)}`);
    },
  });
}
