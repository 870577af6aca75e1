import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/renderer/lib/seeded-random.ts';

const take = (seed: number): readonly number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: 1_000 }, () => random());
};

describe('random numbers of a seed', () => {
  it('are the same every time, and others for another seed', () => {
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
  });

  it('lie in [0, 1) and spread over it', () => {
    const numbers = take(1);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});
