import { reportOf } from '../../shared/contract/errors.ts';
import type { TestStage, TestStageResult } from '../../shared/contract/schemas/connection.ts';

/** One step: says what it found, or that it does not apply, or rejects. */
export interface Step {
  readonly stage: TestStage;
  readonly run: () => Promise<StepFinding>;
  /** Its failure is told, but the later steps are tried all the same. */
  readonly optional?: boolean;
}

export type StepFinding = { readonly note?: string } | { readonly skipped: string };

/** Runs the steps in order and tells each result as it is known; what comes after a failure is not tried and has none. */
export async function runStages(
  steps: readonly Step[],
  now: () => number,
  onStage: (result: TestStageResult) => void,
): Promise<readonly TestStageResult[]> {
  const results: TestStageResult[] = [];
  for (const step of steps) {
    const result = await runStep(step, now);
    results.push(result);
    onStage(result);
    if (result.outcome === 'failed' && step.optional !== true) break;
  }
  return results;
}

async function runStep({ stage, run }: Step, now: () => number): Promise<TestStageResult> {
  const startedAt = now();
  // A clock set back meanwhile must not show a negative time.
  const elapsed = (): number => Math.max(0, now() - startedAt);
  try {
    const finding = await run();
    if ('skipped' in finding) return { stage, outcome: 'skipped', ms: elapsed(), note: finding.skipped };
    return { stage, outcome: 'passed', ms: elapsed(), note: finding.note };
  } catch (error) {
    return { stage, outcome: 'failed', ms: elapsed(), error: reportOf(error) };
  }
}
