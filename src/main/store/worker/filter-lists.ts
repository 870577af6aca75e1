/**
 * Filtered views: for each open filter the seqs that match, filled in slices that a caller asks for, so that the
 * scroll bar works while it fills and a new page never waits long. Rows are judged as they are when they are
 * looked at; what happens to them later (an ack, a redelivery) changes a list only when it is opened again.
 */
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import type { ListProgress, OpenListRequest } from '../../../shared/contract/schemas/filter-list.ts';
import type { MessageSummary } from '../../../shared/contract/schemas/history.ts';
import { compileFilter } from '../../../shared/domain/filter/compile-filter.ts';
import { rowIdOf, seqOf } from '../../../shared/domain/row-id.ts';
import type { ReadableDb } from './brands.ts';
import { createFilterScan, type FilterScan } from './filter-scan.ts';
import { streamReads } from './queries/streams.ts';
import { summaryReads } from './queries/summaries.ts';
import { createSeqList, type SeqList } from './seq-list.ts';
import type { SeqView } from './seq-view.ts';

/** Lists open at once; the one longest unused is closed for a new one. */
export const openLists = 16;
/** Rows judged between two looks at the clock. */
const scanSlice = 4000;
/** One call fills this long at most: a page asked for meanwhile waits no longer. */
export const longestFillMs = 40;

interface FilteredList {
  readonly streamId: number;
  readonly scan: FilterScan;
  readonly matches: SeqList;
  nextSeq: number;
  scanned: number;
  failed: number;
}

export interface FilterLists {
  readonly open: (request: OpenListRequest) => ListProgress;
  /** Looks at more rows for at most `forMs`. */
  readonly fill: (listId: number, forMs: number) => ListProgress;
  readonly rows: (listId: number, from: number, count: number) => { rows: MessageSummary[]; total: number };
  /** Which seq stands where, as far as the list is filled. */
  readonly seqs: (listId: number) => SeqView;
  readonly close: (listId: number) => void;
}

export function createFilterLists(db: ReadableDb, now: () => number): FilterLists {
  const streams = streamReads(db);
  const summaries = summaryReads(db);
  /** In the order of their last use. */
  const lists = new Map<number, FilteredList>();
  let lastId = 0;

  const listOf = (listId: number): FilteredList => {
    const list = lists.get(listId);
    if (list === undefined)
      throw new StreamscopeError('NOT_FOUND', 'This filtered list is closed. Filter again.');
    lists.delete(listId);
    lists.set(listId, list);
    return list;
  };

  const progressOf = (listId: number, list: FilteredList): ListProgress => {
    const { first_seq: first, next_seq: next } = streams.row(list.streamId);
    return {
      listId,
      matches: list.matches.length() - list.matches.countBelow(first),
      scanned: list.scanned,
      failed: list.failed,
      left: Math.max(0, next - Math.max(list.nextSeq, first)),
    };
  };

  const fill = (listId: number, forMs: number): ListProgress => {
    const list = listOf(listId);
    const deadline = now() + Math.min(forMs, longestFillMs);
    const { first_seq: first, next_seq: next } = streams.row(list.streamId);
    list.nextSeq = Math.max(list.nextSeq, first);
    while (list.nextSeq < next) {
      const last = Math.min(next, list.nextSeq + scanSlice) - 1;
      const from = rowIdOf(list.streamId, list.nextSeq);
      const result = list.scan.scan(from, rowIdOf(list.streamId, last), (rowId) =>
        list.matches.push(seqOf(rowId)),
      );
      list.scanned += last - list.nextSeq + 1;
      list.failed += result.failed;
      list.nextSeq = last + 1;
      if (now() >= deadline) break;
    }
    return progressOf(listId, list);
  };

  return {
    open: ({ streamId, filter }) => {
      const compiled = compileFilter(filter);
      if (!compiled.ok) {
        const { message, from, to } = compiled.error;
        throw new StreamscopeError('FILTER_INVALID', message, { detail: `${from}-${to}` });
      }
      const { first_seq: first } = streams.row(streamId);
      const oldest = lists.keys().next();
      if (lists.size >= openLists && oldest.done !== true) lists.delete(oldest.value);
      lastId += 1;
      const scan = createFilterScan(db, compiled.filter);
      const list = { streamId, scan, matches: createSeqList(first), nextSeq: first, scanned: 0, failed: 0 };
      lists.set(lastId, list);
      return progressOf(lastId, list);
    },
    fill,
    rows: (listId, from, count) => {
      const { streamId, matches } = listOf(listId);
      const start = matches.countBelow(streams.row(streamId).first_seq);
      const seqs = matches.slice(start + from, start + from + count);
      const rows = seqs.flatMap((seq) => summaries.range(rowIdOf(streamId, seq), rowIdOf(streamId, seq)));
      return { rows, total: matches.length() - start };
    },
    seqs: (listId) => {
      const { streamId, matches } = listOf(listId);
      const start = matches.countBelow(streams.row(streamId).first_seq);
      return {
        streamId,
        count: matches.length() - start,
        seqAt: (position) => matches.at(start + position),
        positionOf: (seq) => {
          const position = matches.countBelow(seq);
          return position >= start && matches.at(position) === seq ? position - start : undefined;
        },
      };
    },
    close: (listId) => {
      lists.delete(listId);
    },
  };
}
