import type { LogEntry } from '../../shared/contract/schemas/app.ts';
import { redact } from './redact.ts';

/** Lines kept in memory for the log drawer; the oldest go first. The file keeps more. */
export const logLinesKept = 2_000;

export interface Log {
  write(level: LogEntry['level'], scope: string, message: string, thrown?: unknown): void;
  recent(): readonly LogEntry[];
  onWrite(listener: (entry: LogEntry) => void): () => void;
}

/** Where lines go besides memory: a file that rotates, say. */
export type LogSink = (entry: LogEntry) => void;

export function createLog(sink: LogSink, now: () => number): Log {
  const lines: LogEntry[] = [];
  const listeners = new Set<(entry: LogEntry) => void>();
  return {
    write(level, scope, message, thrown) {
      const cause =
        thrown === undefined ? '' : `: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
      const entry = { at: now(), level, scope, message: redact(message + cause) };
      lines.push(entry);
      if (lines.length > logLinesKept) lines.splice(0, lines.length - logLinesKept);
      sink(entry);
      for (const listener of listeners) listener(entry);
    },
    recent: () => lines,
    onWrite(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
