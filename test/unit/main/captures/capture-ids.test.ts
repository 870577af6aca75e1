import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  captureIds,
  capturePlaces,
  mostStreams,
  placeOfList,
  placeOfRow,
  placeOfStream,
} from '../../../../src/main/captures/capture-ids.ts';
import { maxSeq, maxStreamId, rowIdOf } from '../../../../src/shared/domain/row-id.ts';

const place = fc.integer({ min: 0, max: capturePlaces - 1 });
const stream = fc.integer({ min: 1, max: mostStreams });

describe('the numbers of an open capture', () => {
  it('say which capture is meant and come back as they were, exact to the last seq', () => {
    fc.assert(
      fc.property(
        place,
        stream,
        fc.integer({ min: 1, max: maxSeq }),
        fc.nat(),
        (at, streamId, seq, listId) => {
          const ids = captureIds(at);
          const outside = ids.streamOut(streamId);
          const row = ids.rowOut(rowIdOf(streamId, seq));
          expect([placeOfStream(outside), placeOfRow(row), placeOfList(ids.listOut(listId))]).toEqual([
            at,
            at,
            at,
          ]);
          expect(row).toBe(rowIdOf(outside, seq));
          expect(Number.isSafeInteger(row)).toBe(true);
          expect(ids.streamIn(outside)).toBe(streamId);
          expect(ids.rowIn(row)).toBe(rowIdOf(streamId, seq));
          expect(outside).toBeLessThanOrEqual(maxStreamId);
        },
      ),
    );
  });

  it('are never those of the own history', () => {
    expect(placeOfStream(65_535)).toBeUndefined();
    expect(placeOfRow(rowIdOf(65_535, maxSeq))).toBeUndefined();
    expect(placeOfList(1)).toBeUndefined();
  });
});
