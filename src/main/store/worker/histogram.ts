/** Counts the rows of a view by the time they were received, without reading them: see time-buckets.ts. */
import type { Histogram } from '../../../shared/contract/schemas/histogram.ts';
import { maxSeq, rowIdOf, seqOf } from '../../../shared/domain/row-id.ts';
import { timeBucketsOf } from '../../../shared/domain/time-buckets.ts';
import type { ReadableDb } from './brands.ts';
import type { SeqView } from './seq-view.ts';

/** Times remembered; a row's never changes. At some sixty bytes each they take 2 MB. */
const timesKept = 30_000;
/** Rows that went wrong looked at in one count: a few milliseconds' work. */
const mostTroubled = 20_000;

const selectReceivedAt = 'select received_at from message where row_id = ?';
/** The condition is that of the index, which holds these rows alone. */
const selectTroubled = `
  select row_id from message_status indexed by message_troubled
  where row_id between ? and ? and (deliveries > 1 or state = 3) order by row_id limit ${mostTroubled + 1}`;

export interface Histograms {
  readonly of: (view: SeqView, buckets: number) => Histogram;
}

export function createHistograms(db: ReadableDb): Histograms {
  const receivedAt = db.prepare<[number], number>(selectReceivedAt).pluck();
  const troubledRows = db.prepare<[number, number], number>(selectTroubled).pluck();
  const times = new Map<number, number>();

  const timeOf = (rowId: number): number => {
    const known = times.get(rowId);
    if (known !== undefined) return known;
    const time = receivedAt.get(rowId) ?? 0;
    if (times.size >= timesKept) times.clear();
    times.set(rowId, time);
    return time;
  };

  const troubledIn = (view: SeqView, starts: readonly number[]): number[] | null => {
    const first = view.seqAt(0);
    if (first === undefined) return [];
    const rowIds = troubledRows.all(rowIdOf(view.streamId, first), rowIdOf(view.streamId, maxSeq));
    if (rowIds.length > mostTroubled) return null;
    const counts = starts.slice(1).map(() => 0);
    let bucket = 0;
    for (const rowId of rowIds) {
      const position = view.positionOf(seqOf(rowId));
      if (position === undefined) continue;
      while (position >= (starts[bucket + 1] ?? Infinity)) bucket += 1;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    return counts;
  };

  return {
    of: (view, buckets) => {
      const { streamId, count, seqAt } = view;
      const origin = seqAt(0) ?? 0;
      const timeAt = (position: number): number => timeOf(rowIdOf(streamId, seqAt(position) ?? 0));
      const { from, stepMs, starts } = timeBucketsOf({ count, origin, timeAt }, buckets);
      return { from, stepMs, starts: [...starts], troubled: troubledIn(view, starts) };
    },
  };
}
