import electronLog from 'electron-log/node';
import type { LogSink } from './log.ts';

/** The log file is rotated once at this size: at most two of them exist. */
export const logFileBytes = 5 * 1024 * 1024;

/** Writes lines to a rotating file; a disk that cannot be written is no reason to stop. */
export function createFileSink(path: string): LogSink {
  const logger = electronLog.create({ logId: 'streamscope' });
  logger.transports.file.resolvePathFn = () => path;
  logger.transports.file.maxSize = logFileBytes;
  logger.transports.file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}';
  logger.transports.console.level = false;
  return (entry) => {
    logger[entry.level](`${entry.scope}: ${entry.message}`);
  };
}
