import type { Transcript } from './transcript.ts';

/** One place where two transcripts are not alike. */
export interface Difference {
  readonly scenario: string;
  readonly step: string;
  /** Where in the step's value, e.g. `[0].redeliveryCount`; empty for the whole value. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** Words meant for people are free; that there are some is not. */
const WORDS_KEY = 'words';
const ABSENT = '(absent)';

/** Every difference between two transcripts, in the order of the expected one. */
export function differences(expected: Transcript, actual: Transcript): Difference[] {
  const found: Difference[] = [];
  const actualScenarios = new Map(actual.scenarios.map((entry) => [entry.scenario, entry]));
  for (const { scenario, steps } of expected.scenarios) {
    const other = actualScenarios.get(scenario);
    const otherSteps = new Map(other?.steps.map(({ step, value }) => [step, value]));
    for (const { step, value } of steps) {
      const report = (path: string, left: unknown, right: unknown): void => {
        found.push({ scenario, step, path, expected: shown(left), actual: shown(right) });
      };
      if (otherSteps.has(step)) compareValues(value, otherSteps.get(step), '', report);
      else report('', value, undefined);
      otherSteps.delete(step);
    }
    for (const [step, value] of otherSteps) {
      found.push({ scenario, step, path: '', expected: ABSENT, actual: shown(value) });
    }
  }
  return found;
}

type Report = (path: string, expected: unknown, actual: unknown) => void;

function compareValues(expected: unknown, actual: unknown, path: string, report: Report): void {
  if (path.endsWith(`.${WORDS_KEY}`)) {
    if (isText(expected) !== isText(actual)) report(path, expected, actual);
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
      compareValues(expected[index], actual[index], `${path}[${index}]`, report);
    }
  } else if (isRecord(expected) && isRecord(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      compareValues(expected[key], actual[key], `${path}.${key}`, report);
    }
  } else if (!Object.is(expected, actual)) {
    report(path, expected, actual);
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? ABSENT : JSON.stringify(value);
}
