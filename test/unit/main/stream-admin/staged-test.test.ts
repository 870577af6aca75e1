import { describe, expect, it } from 'vitest';
import { StreamscopeError } from '../../../../src/shared/contract/errors.ts';
import type { TestStageResult } from '../../../../src/shared/contract/schemas/connection.ts';
import { runStages, type Step } from '../../../../src/main/stream-admin/staged-test.ts';

async function run(steps: readonly Step[]): Promise<string[]> {
  const told: TestStageResult[] = [];
  const results = await runStages(
    steps,
    () => 0,
    (result) => told.push(result),
  );
  expect(told).toEqual(results);
  return results.map(({ stage, outcome }) => `${stage} ${outcome}`);
}

const pass = async () => ({ note: 'found' });
const fail = () => Promise.reject(new StreamscopeError('NETWORK_REFUSED', 'closed'));

describe('a staged test', () => {
  it('ends with a failure: what comes after it is not tried', async () => {
    const steps: Step[] = [
      { stage: 'name', run: pass },
      { stage: 'tcp', run: fail },
      { stage: 'http', run: pass },
    ];
    expect(await run(steps)).toEqual(['name passed', 'tcp failed']);
  });

  it('goes on after a failure that need not matter, and after a step that does not apply', async () => {
    const steps: Step[] = [
      { stage: 'tls', run: async () => ({ skipped: 'plain' }) },
      { stage: 'oneTimePassword', run: fail, optional: true },
      { stage: 'socket', run: pass },
    ];
    expect(await run(steps)).toEqual(['tls skipped', 'oneTimePassword failed', 'socket passed']);
  });

  it('shows no negative time when the clock is set back', async () => {
    const times = [100, 40];
    const [result] = await runStages(
      [{ stage: 'name', run: pass }],
      () => times.shift() ?? 0,
      () => undefined,
    );
    expect(result?.ms).toBe(0);
  });
});
