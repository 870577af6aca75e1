/** The full-text index that a capture holds itself, made when all of its messages are there. */
import { rowIdOf } from '../../../shared/domain/row-id.ts';
import type { WritableDb } from '../../store/worker/brands.ts';
import { indexSlice, insertTextsOf } from '../../store/worker/search-texts.ts';

/** Of a stream whose seqs begin at 1; `onSlice` hears how many rows each slice took. */
export function indexCapture(
  db: WritableDb,
  streamId: number,
  count: number,
  onSlice: (rows: number) => void,
): void {
  const texts = db.prepare(insertTextsOf('main'));
  const watermark = db.prepare('update stream set indexed_seq = ? where id = ?');
  db.exec("insert into search (search, rank) values ('automerge', 0)");
  const indexOne = db.transaction((from: number, to: number): void => {
    texts.run(rowIdOf(streamId, from), rowIdOf(streamId, to));
    watermark.run(to, streamId);
  });
  for (let from = 1; from <= count; from += indexSlice) {
    const to = Math.min(count, from + indexSlice - 1);
    indexOne(from, to);
    onSlice(to - from + 1);
  }
  db.exec("insert into search (search) values ('optimize')");
}
