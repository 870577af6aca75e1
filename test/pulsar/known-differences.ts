import type { Difference } from './transcript/compare.ts';

/** A place where the sandbox is not like Pulsar on purpose. */
export interface KnownDifference {
  readonly scenario: string;
  /** A step, or the beginning of several when it ends in `*`. */
  readonly step: string;
  /** Where in the step's value; the whole of it when left out. */
  readonly path?: string;
  readonly reason: string;
}

const WORDLESS_1009 =
  'The socket library of the sandbox sends the code 1009 alone; the words beside it are those of Jetty and say the sizes.';

/** Every entry must still be met by a difference: one that is not is reported as out of date. */
export const knownDifferences: readonly KnownDifference[] = [
  ...['producer one byte over', 'producer twice the limit'].map((step) => ({
    scenario: 'frame-limit',
    step,
    path: '.end.words',
    reason: WORDLESS_1009,
  })),
  {
    scenario: 'frame-limit',
    step: 'reader: a command one byte over',
    path: '.words',
    reason: WORDLESS_1009,
  },
];

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

function covers(entry: KnownDifference, { scenario, step, path }: Difference): boolean {
  if (entry.scenario !== scenario || (entry.path !== undefined && entry.path !== path)) return false;
  return entry.step.endsWith('*') ? step.startsWith(entry.step.slice(0, -1)) : step === entry.step;
}
