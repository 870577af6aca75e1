import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { IndexQueue } from '../../../../../src/main/sandbox/broker/index-queue.ts';

describe('a queue of indexes', () => {
  it('gives every index once, smallest first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), (indexes) => {
        const queue = new IndexQueue();
        for (const index of indexes) queue.add(index);
        const taken: number[] = [];
        for (let index = queue.takeFirst(); index !== undefined; index = queue.takeFirst()) taken.push(index);
        expect(taken).toEqual([...new Set(indexes)].sort((a, b) => a - b));
      }),
    );
  });
});
