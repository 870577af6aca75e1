import { knownDifferences, sortDifferences, type KnownDifference } from './known-differences.ts';
import { explained, type Report } from './report.ts';
import { differences } from './transcript/compare.ts';
import type { Transcript } from './transcript/transcript.ts';

/** The table of known differences is of the sandbox; Pulsar has none against its own record. */
export interface Comparison {
  readonly title: string;
  readonly expectedName: string;
  readonly actualName: string;
  readonly known: readonly KnownDifference[];
}

export const sandboxAgainstPulsar: Comparison = {
  title: 'sandbox as Pulsar',
  expectedName: 'Pulsar',
  actualName: 'sandbox',
  known: knownDifferences,
};

export const pulsarAgainstRecord: Comparison = {
  title: 'Pulsar as recorded',
  expectedName: 'recorded',
  actualName: 'now',
  known: [],
};

/** One outcome for each scenario; a known difference that is no more fails as well, so that the table stays true. */
export function compareServers(
  report: Report,
  comparison: Comparison,
  expected: Transcript,
  actual: Transcript,
): void {
  const { unexpected, known, outOfDate } = sortDifferences(differences(expected, actual), comparison.known);
  for (const { scenario } of expected.scenarios) {
    const name = `${comparison.title}: ${scenario}`;
    const details = [
      ...unexpected
        .filter((difference) => difference.scenario === scenario)
        .flatMap((difference) => explained(difference, comparison.expectedName, comparison.actualName)),
      ...outOfDate
        .filter((entry) => entry.scenario === scenario)
        .map((entry) => `no longer different, remove it from known-differences.ts: ${entry.step}`),
    ];
    if (details.length === 0) report.pass(name);
    else report.fail(name, details);
  }
  for (const { difference, reason } of known) {
    console.log(`  known ${difference.scenario}: ${difference.step}${difference.path}: ${reason}`);
  }
}
