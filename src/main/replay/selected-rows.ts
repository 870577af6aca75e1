import { maxRowsPerPage } from '../../shared/contract/schemas/history.ts';
import type { MessageSummary } from '../../shared/contract/schemas/history.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import type { Store } from '../store/store.ts';

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

/** Row ids only, in order. */
export async function rowIdsOf(
  store: Pick<Store, 'rows' | 'streamExtent'>,
  streamId: number,
  ranges: readonly SequenceRange[],
): Promise<number[]> {
  const ids: number[] = [];
  for await (const rows of selectedRows(store, streamId, ranges))
    for (const { rowId } of rows) ids.push(rowId);
  return ids;
}
