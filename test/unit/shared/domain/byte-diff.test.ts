import { describe, expect, it } from 'vitest';
import { diffBytes, maxByteRows } from '../../../../src/shared/domain/byte-diff.ts';

describe('where bytes differ', () => {
  it('names the rows, a longer end included', () => {
    const before = new Uint8Array(32);
    const after = new Uint8Array(33);
    after[9] = 1;
    expect(diffBytes(before, after, 8)).toEqual({ rows: [8, 32], count: 2 });
    expect(diffBytes(before, before, 8)).toEqual({ rows: [], count: 0 });
  });

  it('lists so many rows and counts the rest', () => {
    const difference = diffBytes(new Uint8Array(80_000), new Uint8Array(80_000).fill(1), 8);
    expect(difference.rows).toHaveLength(maxByteRows);
    expect(difference.count).toBe(10_000);
  });
});
