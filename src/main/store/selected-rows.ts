import { maxRowsPerPage } from '../../shared/contract/schemas/history.ts';
import type { MessageSummary } from '../../shared/contract/schemas/history.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import { rowIdOf } from '../../shared/domain/row-id.ts';
import type { Store } from './store.ts';

/** The rows that ranges of `seq` name, page by page; rows that retention took meanwhile are left out. */
export async function* selectedRows(
  store: Pick<Store, 'rows' | 'streamExtent'>,
  streamId: number,
  ranges: readonly SequenceRange[],
): AsyncGenerator<readonly MessageSummary[]> {
  for (const range of ranges) {
    let seq = range.from;
    while (seq <= range.to) {
      // Asked again for each page: retention may move the oldest end meanwhile.
      const { firstSeq, lastSeq } = await store.streamExtent(streamId);
      seq = Math.max(seq, firstSeq);
      const last = Math.min(range.to, lastSeq);
      if (seq > last) break;
      const count = Math.min(maxRowsPerPage, last - seq + 1);
      const page = await store.rows({ view: { kind: 'stream', streamId }, from: seq - firstSeq, count });
      const rows = page.rows.filter((row) => row.seq >= seq && row.seq <= last);
      if (rows.length === 0) break;
      yield rows;
      seq = (rows.at(-1)?.seq ?? last) + 1;
    }
  }
}

/** Row ids of the ranges in order, those outside the stream's present extent left out. */
export async function rowIdsOf(
  store: Pick<Store, 'streamExtent'>,
  streamId: number,
  ranges: readonly SequenceRange[],
): Promise<Float64Array> {
  const { firstSeq, lastSeq } = await store.streamExtent(streamId);
  const held = ranges
    .map(({ from, to }) => ({ from: Math.max(from, firstSeq), to: Math.min(to, lastSeq) }))
    .filter(({ from, to }) => to >= from);
  const ids = new Float64Array(held.reduce((sum, { from, to }) => sum + to - from + 1, 0));
  let at = 0;
  for (const { from, to } of held)
    for (let seq = from; seq <= to; seq += 1) {
      ids[at] = rowIdOf(streamId, seq);
      at += 1;
    }
  return ids;
}
