import type { Difference } from './transcript/compare.ts';

/** A place where the sandbox is not like Pulsar on purpose. */
export interface KnownDifference {
  readonly scenario: string;
  /** A step, or the beginning of several when it ends in `*`. */
  readonly step: string;
  readonly reason: string;
}

/** Every entry must still be met by a difference: one that is not is reported as out of date. */
export const knownDifferences: readonly KnownDifference[] = [];

export interface Sorting {
  readonly unexpected: readonly Difference[];
  readonly known: readonly { readonly difference: Difference; readonly reason: string }[];
  readonly outOfDate: readonly KnownDifference[];
}

/** Divides differences into those with a reason and those without. */
export function sortDifferences(
  found: readonly Difference[],
  table: readonly KnownDifference[] = knownDifferences,
): Sorting {
  const unexpected: Difference[] = [];
  const known: { difference: Difference; reason: string }[] = [];
  const met = new Set<KnownDifference>();
  for (const difference of found) {
    const entry = table.find((candidate) => covers(candidate, difference));
    if (entry === undefined) unexpected.push(difference);
    else {
      met.add(entry);
      known.push({ difference, reason: entry.reason });
    }
  }
  return { unexpected, known, outOfDate: table.filter((entry) => !met.has(entry)) };
}

function covers(entry: KnownDifference, { scenario, step }: Difference): boolean {
  if (entry.scenario !== scenario) return false;
  return entry.step.endsWith('*') ? step.startsWith(entry.step.slice(0, -1)) : step === entry.step;
}
