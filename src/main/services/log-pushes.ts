import type { LogEntry } from '../../shared/contract/schemas/app.ts';
import { createCoalescer } from '../sessions/coalescer.ts';
import type { ServicesOptions } from './services-options.ts';

/** Log lines reach windows at most every so many milliseconds. */
const pushEveryMs = 250;

/** Tells the windows what is written to the log, some lines at once; the returned function stops that. */
export function pushLogLines({ log, push, clock }: Pick<ServicesOptions, 'log' | 'push' | 'clock'>) {
  let unsent: LogEntry[] = [];
  const pushing = createCoalescer(
    () => {
      const entries = unsent;
      unsent = [];
      push('app.logged', entries);
    },
    pushEveryMs,
    clock.after,
  );
  const unlisten = log.onWrite((entry) => {
    unsent.push(entry);
    pushing.ask();
  });
  return (): void => {
    unlisten();
    pushing.stop();
  };
}
