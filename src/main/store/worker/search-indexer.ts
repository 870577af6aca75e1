/** Keeps the index in step with the history, slice by slice: forgotten texts out, new ones in, its pieces few. */
import { rowIdOf } from '../../../shared/domain/row-id.ts';
import type { WritableDb } from './brands.ts';
import { removalSlice } from './removal.ts';
import { createSearchMerger } from './search-merger.ts';
import { indexSlice, insertTextsOf } from './search-texts.ts';

interface Behind {
  readonly id: number;
  readonly from_seq: number;
  readonly next_seq: number;
}

interface Forgotten {
  readonly stream_id: number;
  readonly from_seq: number;
  readonly until_seq: number;
  readonly is_gone: number;
}

/** Streams that were written last come first. */
const selectBehind = `
  select s.id, max(coalesce(i.last_seq, 0) + 1, s.first_seq) as from_seq, s.next_seq
  from history.stream s left join indexed i on i.stream_id = s.id
  where max(coalesce(i.last_seq, 0) + 1, s.first_seq) < s.next_seq
  order by s.last_received_at desc limit 1`;
/** Indexed seqs that the history has let go of, or whose whole stream it has. */
const selectForgotten = `
  select i.stream_id, i.first_seq as from_seq, s.id is null as is_gone,
    min(coalesce(s.first_seq, i.last_seq + 1), i.last_seq + 1) as until_seq
  from indexed i left join history.stream s on s.id = i.stream_id
  where s.id is null or (s.first_seq > i.first_seq and i.first_seq <= i.last_seq) limit 1`;
const moveLast = `
  insert into indexed (stream_id, first_seq, last_seq) values (?, ?, ?)
  on conflict (stream_id) do update set last_seq = excluded.last_seq`;
const moveFirst = 'update indexed set first_seq = ? where stream_id = ?';
const dropStream = 'delete from indexed where stream_id = ?';
const deleteTexts = 'delete from search where rowid between ? and ?';

export interface SearchIndexer {
  /** Takes out one slice of texts whose messages are gone; false when there was none. */
  readonly sweep: () => boolean;
  /** Indexes one slice; false when the index is up to date. */
  readonly advance: () => boolean;
  /** Merges a little of what the slices left; false when there is nothing to merge. */
  readonly tidy: () => boolean;
}

/**
 * `db` is the index with the history attached. Transactions begin deferred: an immediate one would lock the history, which
 * is only read here.
 */
export function createSearchIndexer(db: WritableDb): SearchIndexer {
  const behind = db.prepare<[], Behind>(selectBehind);
  const forgotten = db.prepare<[], Forgotten>(selectForgotten);
  const texts = db.prepare(insertTextsOf('history'));
  const last = db.prepare(moveLast);
  const first = db.prepare(moveFirst);
  const drop = db.prepare(dropStream);
  const remove = db.prepare(deleteTexts);
  const merger = createSearchMerger(db);

  const sweep = (): boolean => {
    const range = forgotten.get();
    if (range === undefined) return false;
    const { stream_id: streamId, from_seq: fromSeq, until_seq: untilSeq } = range;
    const cut = Math.min(untilSeq, fromSeq + removalSlice);
    remove.run(rowIdOf(streamId, fromSeq), rowIdOf(streamId, cut) - 1);
    if (range.is_gone === 1 && cut >= untilSeq) drop.run(streamId);
    else first.run(cut, streamId);
    return true;
  };

  const advance = (): boolean => {
    const stream = behind.get();
    if (stream === undefined) return false;
    if (merger.isOverdue() && merger.step()) return true;
    const lastSeq = Math.min(stream.next_seq, stream.from_seq + indexSlice) - 1;
    texts.run(rowIdOf(stream.id, stream.from_seq), rowIdOf(stream.id, lastSeq));
    last.run(stream.id, stream.from_seq, lastSeq);
    merger.added();
    return true;
  };

  const tidy = db.transaction(merger.step);
  return {
    sweep: db.transaction(sweep),
    advance: db.transaction(advance),
    tidy: () => merger.isDue() && tidy(),
  };
}
