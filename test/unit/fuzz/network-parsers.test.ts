import { describe, expect, it } from 'vitest';
import { fuzzOnce, inputOf, type Finding } from '../../fuzz/campaign.ts';
import type { FuzzTarget } from '../../fuzz/fuzz-target.ts';
import { allTargets } from '../../fuzz/targets/all-targets.ts';

/** About two seconds for all targets together; `npm run fuzz` goes on for as long as wished, with other seeds. */
const runsEach = 4_000;
const seed = 20_240_501;

const targetOf = (run: FuzzTarget['run']): FuzzTarget => ({
  name: 'made-up',
  corpus: [Buffer.from('{"a":1}')],
  run,
});

describe('every parser of bytes from the network', () => {
  it.each(allTargets.map((target) => [target.name, target] as const))(
    '%s ends in a value or in words, in bounded time, whatever comes',
    async (_name, target) => {
      let finding: Finding | undefined;
      for (let run = 0; run < runsEach && finding === undefined; run += 1)
        finding = await fuzzOnce(target, seed, run);
      expect(finding && { ...finding, input: finding.input.toString('base64') }).toBeUndefined();
    },
    30_000,
  );
});

describe('the fuzzer', () => {
  it('makes the same input for the same seed and run, and others for others', () => {
    const target = targetOf(() => undefined);
    const inputs = Array.from({ length: 50 }, (_, run) => inputOf(target, seed, run).toString('latin1'));
    expect(inputOf(target, seed, 7).toString('latin1')).toBe(inputs[7]);
    expect(new Set(inputs).size).toBeGreaterThan(25);
    expect(Array.from({ length: 50 }, (_, run) => inputOf(target, 1, run).toString('latin1'))).not.toEqual(
      inputs,
    );
  });

  it('reports what is thrown and what is rejected, with the input', async () => {
    const thrown = await fuzzOnce(
      targetOf(() => {
        throw new TypeError('broke');
      }),
      seed,
      3,
    );
    expect(thrown).toMatchObject({ target: 'made-up', run: 3, words: expect.stringContaining('broke') });
    expect(thrown?.input).toEqual(
      inputOf(
        targetOf(() => undefined),
        seed,
        3,
      ),
    );
    const rejected = await fuzzOnce(
      targetOf(() => Promise.reject(new Error('late'))),
      seed,
      3,
    );
    expect(rejected?.words).toContain('late');
  });

  it('reports a rejection that nobody waits for', async () => {
    const left = async (): Promise<void> => {
      void Promise.reject(new Error('left behind'));
      await Promise.resolve();
    };
    expect((await fuzzOnce(targetOf(left), seed, 3))?.words).toContain('left behind');
  });

  it('reports a parser that takes too long each time', async () => {
    const finding = await fuzzOnce(
      targetOf(() => {
        const end = performance.now() + 150;
        while (performance.now() < end);
      }),
      seed,
      0,
    );
    expect(finding?.words).toMatch(/took \d+ ms/);
  });
});
