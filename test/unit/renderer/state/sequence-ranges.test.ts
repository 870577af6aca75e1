import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSequence } from '../../../../src/renderer/state/sequence-ranges.ts';
import type { SequenceRange } from '../../../../src/shared/contract/schemas/replay.ts';

const rangesOf = (seqs: readonly number[]): SequenceRange[] => {
  const ranges: SequenceRange[] = [];
  for (const seq of seqs) addSequence(ranges, seq);
  return ranges;
};

describe('chosen messages as ranges of their numbers', () => {
  it('takes neighbours together and keeps others apart', () => {
    expect(rangesOf([1, 2, 3, 7, 9, 10])).toEqual([
      { from: 1, to: 3 },
      { from: 7, to: 7 },
      { from: 9, to: 10 },
    ]);
  });

  it('names exactly the numbers it was given, whatever they are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(2_000)), (seqs) => {
        const ascending = seqs.toSorted((one, other) => one - other);
        const named = rangesOf(ascending).flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, offset) => from + offset),
        );
        expect(named).toEqual(ascending);
      }),
    );
  });

  it('refuses in words what main would refuse', () => {
    const apart = Array.from({ length: 100_001 }, (_, at) => at * 2);
    expect(() => rangesOf(apart)).toThrow(/Choose fewer/);
  });
});
