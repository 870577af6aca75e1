/** Brings the full-text index up to the stored messages, slice by slice in the writer's pauses. */
import { rowIdOf } from '../../../shared/domain/row-id.ts';
import { kibibyte } from '../../../shared/domain/units.ts';
import { payloadKinds } from '../../../shared/domain/payload-kind.ts';
import type { WritableDb } from './brands.ts';
import { createSearchMerger } from './search-merger.ts';

/** Rows indexed in one transaction: about ten milliseconds. */
export const indexSlice = 2000;
/** Bytes of a body that are indexed; of a longer one the rest is found by a substring search only. */
export const indexedBodyBytes = 64 * kibibyte;

const textKinds = [payloadKinds.indexOf('json'), payloadKinds.indexOf('text')].join(', ');

/** The body that is searched; bytes that are no text have none. */
export const searchedBody = `
  case when kind in (${textKinds}) then
    cast(case when size > ${indexedBodyBytes} then substr(payload, 1, ${indexedBodyBytes}) else payload end as text)
  end`;

const selectBehind = `
  select id, max(indexed_seq + 1, first_seq) as from_seq, next_seq from stream
  where max(indexed_seq + 1, first_seq) < next_seq order by last_received_at desc limit 1`;
const insertTexts = `
  insert into search (rowid, key, properties, body)
  select row_id, key, properties, ${searchedBody} from message where row_id between ? and ?`;
const moveWatermark = 'update stream set indexed_seq = ? where id = ?';

export interface SearchIndexer {
  /** Indexes one slice; false when the index is up to date. */
  readonly advance: () => boolean;
  /** Merges a little of what the slices left; false when there is nothing to merge. */
  readonly tidy: () => boolean;
}

export function createSearchIndexer(db: WritableDb): SearchIndexer {
  const behind = db.prepare<[], { id: number; from_seq: number; next_seq: number }>(selectBehind);
  const texts = db.prepare(insertTexts);
  const watermark = db.prepare(moveWatermark);
  const merger = createSearchMerger(db);

  const advance = db.transaction((): boolean => {
    const stream = behind.get();
    if (stream === undefined) return false;
    if (merger.isOverdue() && merger.step()) return true;
    const lastSeq = Math.min(stream.next_seq, stream.from_seq + indexSlice) - 1;
    texts.run(rowIdOf(stream.id, stream.from_seq), rowIdOf(stream.id, lastSeq));
    watermark.run(lastSeq, stream.id);
    merger.added();
    return true;
  });
  const tidy = db.transaction(merger.step);
  return { advance: () => advance.immediate(), tidy: () => merger.isDue() && tidy.immediate() };
}
