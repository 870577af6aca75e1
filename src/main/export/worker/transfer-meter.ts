/** What a transfer has done so far, told at a bounded rate; the place where a cancel is heard. */
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import type { TransferCounts } from '../transfer-protocol.ts';

/** Progress is told at most this often: 20 times a second. */
const tellEveryMs = 50;

export interface TransferMeter {
  readonly counts: () => TransferCounts;
  /** Adds to the figures named; tells them when it is time. @throws StreamscopeError CANCELLED */
  readonly add: (more: Partial<Omit<TransferCounts, 'step' | 'total'>>) => void;
  /** Begins a part of the work that counts from 0 again. */
  readonly begin: (step: TransferCounts['step'], total: number) => void;
  /** The size of the file now. */
  readonly size: (bytes: number) => void;
}

export function createMeter(
  now: () => number,
  isStopped: () => boolean,
  tell: (counts: TransferCounts) => void,
): TransferMeter {
  let counts: TransferCounts = {
    step: 'messages',
    done: 0,
    total: 0,
    written: 0,
    bytes: 0,
    leftOut: 0,
    skipped: 0,
    masked: 0,
  };
  let toldAt = Number.NEGATIVE_INFINITY;

  const tellSometimes = (): void => {
    if (isStopped()) throw new StreamscopeError('CANCELLED', 'Cancelled. No file was left behind.');
    if (now() - toldAt < tellEveryMs) return;
    toldAt = now();
    tell(counts);
  };

  return {
    counts: () => counts,
    add: ({ done = 0, written = 0, bytes = 0, leftOut = 0, skipped = 0, masked = 0 }) => {
      counts = {
        ...counts,
        done: counts.done + done,
        written: counts.written + written,
        bytes: counts.bytes + bytes,
        leftOut: counts.leftOut + leftOut,
        skipped: counts.skipped + skipped,
        masked: counts.masked + masked,
      };
      tellSometimes();
    },
    begin: (step, total) => {
      counts = { ...counts, step, total, done: 0 };
      tellSometimes();
    },
    size: (bytes) => {
      counts = { ...counts, bytes };
    },
  };
}
