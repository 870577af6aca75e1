/** The reader's answers, method by method. */
import type { RowPage, RowPageRequest, RowView } from '../../../shared/contract/schemas/history.ts';
import { rowIdOf } from '../../../shared/domain/row-id.ts';
import type { Handlers, ReaderMethods } from '../worker-protocol.ts';
import type { ReadableDb } from './brands.ts';
import { readManifest } from './capture-schema.ts';
import { createFilterLists } from './filter-lists.ts';
import { createMessageFinder } from './message-finder.ts';
import { createHistograms } from './histogram.ts';
import type { IndexInUse } from './index-in-use.ts';
import type { SqliteModule } from './native-addon.ts';
import { deliveryReads } from './queries/deliveries.ts';
import { markReads } from './queries/marks.ts';
import { messageReads } from './queries/messages.ts';
import { previousWithKeyRead } from './queries/previous-with-key.ts';
import { publishedReads } from './queries/published.ts';
import { refusedReads } from './queries/refused.ts';
import { replayReads } from './queries/replay.ts';
import { streamReads } from './queries/streams.ts';
import { summaryReads } from './queries/summaries.ts';
import { createRowExtras } from './row-extras.ts';
import { createSearcher } from './searcher.ts';
import { streamSeqs, type SeqView } from './seq-view.ts';

export function readerHandlers(
  sqlite: SqliteModule,
  db: ReadableDb,
  index: IndexInUse,
  now: () => number,
  close: () => void,
): Handlers<ReaderMethods> {
  const streams = streamReads(db);
  const summaries = summaryReads(db);
  const messages = messageReads(db);
  const deliveries = deliveryReads(db);
  const refused = refusedReads(db);
  const published = publishedReads(db);
  const replay = replayReads(db);
  const marks = markReads(db);
  const histograms = createHistograms(db);
  const lists = createFilterLists(db, now);
  const searcher = createSearcher(sqlite, db, index, now);

  const extras = createRowExtras(db);
  const find = createMessageFinder(db);

  const summariesOf = ({ view, from, count }: RowPageRequest): RowPage => {
    if (view.kind === 'list') return lists.rows(view.listId, from, count);
    const { first_seq: first, next_seq: next } = streams.row(view.streamId);
    const total = next - first;
    const last = Math.min(from + count, total) - 1;
    if (last < from) return { rows: [], total };
    return {
      rows: summaries.range(rowIdOf(view.streamId, first + from), rowIdOf(view.streamId, first + last)),
      total,
    };
  };

  const seqsOf = (view: RowView): SeqView =>
    view.kind === 'list' ? lists.seqs(view.listId) : streamSeqs(streams.row(view.streamId));

  const rows = (request: RowPageRequest): RowPage => {
    const page = summariesOf(request);
    const found = extras(request, page.rows);
    return found === undefined ? page : { ...page, extras: found };
  };

  return {
    listStreams: ({ connectionId }) => streams.list(connectionId),
    stream: ({ streamId }) => streams.one(streamId),
    rows: db.transaction(rows),
    message: ({ rowId }) => messages.detail(rowId),
    deliveries: ({ rowId }) => deliveries.of(rowId),
    streamExtent: ({ streamId }) => {
      const { first_seq: firstSeq, next_seq: nextSeq, bytes } = streams.row(streamId);
      return { count: nextSeq - firstSeq, firstSeq, lastSeq: nextSeq - 1, bytes };
    },
    positionAtTime: ({ streamId, at }) => {
      const { first_seq: first, next_seq: next } = streams.row(streamId);
      return messages.seqAtTime(streamId, first, next - 1, at) - first;
    },
    locate: ({ streamId, place }) => find(streamId, place),
    histogram: db.transaction(({ view, buckets }) => histograms.of(seqsOf(view), buckets)),
    resumePoint: ({ streamId }) => {
      const { first_seq: first, next_seq: next } = streams.row(streamId);
      const rowId = rowIdOf(streamId, next - 1);
      const messageId = next > first ? messages.messageId(rowId) : undefined;
      return messageId === undefined ? null : { rowId, messageId };
    },
    previousWithKey: previousWithKeyRead(db, (streamId) => streams.row(streamId).first_seq),
    refusedFrames: ({ streamId, limit }) => refused.newest(streamId, limit),
    publishedList: ({ streamId, beforeId, limit }) => published.list(streamId, beforeId, limit),
    search: searcher.search,
    openList: lists.open,
    fillList: ({ listId, forMs }) => lists.fill(listId, forMs),
    closeList: ({ listId }) => {
      lists.close(listId);
      return null;
    },
    marks: ({ streamId }) => marks.list(streamId, streams.row(streamId).first_seq),
    shownMarks: ({ view }) => marks.shown(seqsOf(view)),
    nearMark: ({ view, seq, direction }) => marks.near(seqsOf(view), seq, direction),
    manifest: () => readManifest(db),
    replayJobs: () => replay.jobs(),
    replayItems: ({ jobId, from, count }) => replay.items(jobId, from, count),
    close: () => {
      searcher.close();
      close();
      return null;
    },
  };
}
