import { randomBytes } from 'node:crypto';
import { ScenarioContext } from './scenarios/scenario-context.ts';
import type { Scenario } from './scenarios/scenario.ts';
import type { ScenarioTranscript, Transcript } from './transcript/transcript.ts';
import type { Target } from './wire/target.ts';

/** Scenarios wait far more than they work; each has topics of its own. */
const AT_ONCE = { pulsar: 4, sandbox: 8 } as const;

/** Drives a server through the scenarios; the transcript has them in the order given. */
export async function runSuite(target: Target, scenarios: readonly Scenario[]): Promise<Transcript> {
  const run = randomBytes(4).toString('hex');
  const waiting = [...scenarios];
  const done = new Map<string, ScenarioTranscript>();
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      done.set(next.name, await runScenario(target, next, run));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE[target.kind] }, work));
  return {
    server: target.kind,
    version: target.version,
    scenarios: scenarios.flatMap(({ name }) => done.get(name) ?? []),
  };
}

/** A scenario that cannot go on says so in its transcript: there it differs from one that could. */
async function runScenario(target: Target, scenario: Scenario, run: string): Promise<ScenarioTranscript> {
  const context = new ScenarioContext(target, scenario.name, run);
  try {
    await scenario.run(context);
  } catch (error) {
    context.record('stopped', { words: error instanceof Error ? error.message : String(error) });
  }
  await context.close();
  return { scenario: scenario.name, section: scenario.section, steps: context.steps };
}
