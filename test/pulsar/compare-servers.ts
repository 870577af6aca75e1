import { knownDifferences, sortDifferences, type KnownDifference } from './known-differences.ts';
import type { Report } from './report.ts';
import { differences, type Difference } from './transcript/compare.ts';
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

export interface ScenarioVerdict {
  readonly scenario: string;
  /** What is not alike, in lines for people; empty when all is. */
  readonly details: readonly string[];
  /** What is not alike with its reason. */
  readonly known: readonly string[];
}

/** One verdict for each expected scenario; a known difference that is no more counts as one as well, so that the table stays true. */
export function judge(comparison: Comparison, expected: Transcript, actual: Transcript): ScenarioVerdict[] {
  const { unexpected, known, outOfDate } = sortDifferences(differences(expected, actual), comparison.known);
  return expected.scenarios.map(({ scenario }) => ({
    scenario,
    details: [
      ...unexpected
        .filter((difference) => difference.scenario === scenario)
        .flatMap((difference) => explained(difference, comparison)),
      ...outOfDate
        .filter((entry) => entry.scenario === scenario)
        .map((entry) => `no longer different, remove it from known-differences.ts: ${entry.step}`),
    ],
    known: known
      .filter(({ difference }) => difference.scenario === scenario)
      .map(({ difference, reason }) => `${difference.step}${difference.path}: ${reason}`),
  }));
}

export function tell(report: Report, comparison: Comparison, verdicts: readonly ScenarioVerdict[]): void {
  for (const { scenario, details, known } of verdicts) {
    const name = `${comparison.title}: ${scenario}`;
    if (details.length === 0) report.pass(name);
    else report.fail(name, details);
    for (const line of known) console.log(`          known: ${line}`);
  }
}

/** A difference in three lines. */
function explained({ step, path, expected, actual }: Difference, comparison: Comparison): string[] {
  return [
    `${step}${path === '' ? '' : ` at ${path}`}`,
    `  ${comparison.expectedName}: ${cut(expected)}`,
    `  ${comparison.actualName}: ${cut(actual)}`,
  ];
}

function cut(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
