import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxSeq, maxStreamId, rowIdOf, seqOf, streamIdOf } from '../../../../src/shared/domain/row-id.ts';

describe('a row id', () => {
  it('gives back its stream and seq exactly, up to the largest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: maxStreamId }),
        fc.integer({ min: 0, max: maxSeq }),
        (stream, seq) => {
          const rowId = rowIdOf(stream, seq);
          expect(Number.isSafeInteger(rowId)).toBe(true);
          expect([streamIdOf(rowId), seqOf(rowId)]).toEqual([stream, seq]);
        },
      ),
    );
  });
});
