import { mebibyte } from '../../src/shared/domain/units.ts';

const lookEveryMs = 20;

export interface MemoryWatch {
  /** What this process held at its highest, in MiB more than at the beginning. */
  readonly rise: number;
  /** The highest of the second half of the time over that of the first: about 1 when nothing is gathered. */
  readonly growth: number;
}

/** Resident memory of this process from now on. */
export function watchMemory(): { readonly stop: () => MemoryWatch } {
  const seen = [process.memoryUsage.rss()];
  const look = (): void => {
    seen.push(process.memoryUsage.rss());
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      const middle = Math.ceil(seen.length / 2);
      const highest = (part: readonly number[]): number => part.reduce((most, one) => Math.max(most, one), 0);
      return {
        rise: (highest(seen) - (seen[0] ?? 0)) / mebibyte,
        growth: highest(seen.slice(middle)) / highest(seen.slice(0, middle)),
      };
    },
  };
}
