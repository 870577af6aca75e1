import type { LogEntry } from '../../shared/contract/schemas/app.ts';
import type { LogSink } from './log.ts';

/** The log file is rotated once at this size: at most two of them exist. */
export const logFileBytes = 5 * 1024 * 1024;

export interface FileSink {
  readonly write: LogSink;
  /** Once every line so far is in the file. */
  settled(): Promise<void>;
}

/**
 * Writes lines to a rotating file; a disk that cannot be written is no reason to stop. The library is loaded with the
 * first line: a start that goes well has nothing to say until its window is open.
 */
export function createFileSink(path: string): FileSink {
  let opening: Promise<LogSink> | undefined;
  let last: Promise<void> = Promise.resolve();
  const append = async (entry: LogEntry): Promise<void> => {
    opening ??= openLogFile(path);
    (await opening)(entry);
  };
  return {
    write(entry) {
      last = Promise.all([last, append(entry).catch(() => undefined)]).then(() => undefined);
    },
    settled: () => last,
  };
}

async function openLogFile(path: string): Promise<LogSink> {
  const { default: electronLog } = await import('electron-log/node');
  const logger = electronLog.create({ logId: 'streamscope' });
  logger.transports.file.resolvePathFn = () => path;
  logger.transports.file.maxSize = logFileBytes;
  logger.transports.file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}';
  logger.transports.console.level = false;
  return (entry) => {
    logger[entry.level](`${entry.scope}: ${entry.message}`);
  };
}
