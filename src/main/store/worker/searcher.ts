/**
 * Search over all streams, on the reader thread. Each stream gives its newest hits: those the index has not
 * reached yet, then the index's; they are merged by time. One answer takes bounded time: what is left is
 * behind the cursor, so a search is cancelled by not asking on.
 */
import { z } from 'zod';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import type { MessageSummary } from '../../../shared/contract/schemas/history.ts';
import type { SearchAnswer, SearchCoverage, SearchRequest } from '../../../shared/contract/schemas/search.ts';
import { rowIdOf } from '../../../shared/domain/row-id.ts';
import { parseSearchQuery, requiredWords } from '../../../shared/domain/search-query.ts';
import type { ReadableDb } from './brands.ts';
import { createExcerpts } from './excerpts.ts';
import type { IndexInUse } from './index-in-use.ts';
import { matchTextOf } from './match-text.ts';
import type { SqliteModule } from './native-addon.ts';
import { streamReads, type StreamRow } from './queries/streams.ts';
import { summaryReads } from './queries/summaries.ts';
import { isDamage } from './sqlite-errors.ts';
import { createTailIndex } from './tail-index.ts';
import type { TextIndex } from './text-index.ts';

/** Rows read between two looks at the clock: few where rows are large or hits many, more while they take no time. */
const slices = { first: 1000, smallest: 250, largest: 20_000 } as const;
/** A slice that took less is followed by a larger one, a slice that took more by a smaller one. */
const sliceMs = { least: 6, most: 24 } as const;
/** One answer goes on scanning this long; then it hands out a cursor. */
export const answerMs = 250;

/** Where each stream's next hits begin: below this row id. Streams not named begin at their newest. */
const cursorSchema = z.record(z.string(), z.number());

/** Finds row ids of one stream below `below`, newest first, at most `limit`; says down to where it looked. */
type Finder = (stream: SearchedStream, below: number, limit: number) => Found;

interface SearchedStream extends StreamRow {
  /** What lies above it is read message by message. */
  readonly indexedSeq: number;
}

interface Found {
  readonly rowIds: readonly number[];
  /** Everything from here up was looked at. */
  readonly lookedDownTo: number;
  readonly scanned: number;
}

/**
 * Upwards, although the newest are wanted: a system reads a file ahead of whoever goes forward in it. Ten million rows
 * are rarely in memory, and going down through those that are not took more than three times as long.
 */
const selectSubstring = `
  select row_id from message where row_id between ? and ?
    and (instr(payload, cast(? as blob)) > 0 or instr(key, ?) > 0 or instr(properties, ?) > 0)
  order by row_id`;

export interface Searcher {
  readonly search: (request: SearchRequest) => SearchAnswer;
  readonly close: () => void;
}

export function createSearcher(
  sqlite: SqliteModule,
  db: ReadableDb,
  indexInUse: IndexInUse,
  now: () => number,
): Searcher {
  const streams = streamReads(db);
  const summaries = summaryReads(db);
  const tail = createTailIndex(sqlite, db);
  const excerpts = createExcerpts(db);
  const substring = db.prepare<[number, number, string, string, string], number>(selectSubstring).pluck();

  /** Scans slices from the newest down, `look` gives a slice's hits newest first, as long as time and limit allow. */
  const scanDown = (
    lowest: number,
    below: number,
    limit: number,
    deadline: number,
    look: (first: number, last: number) => readonly number[],
  ): Found => {
    const rowIds: number[] = [];
    let at = below;
    let slice: number = slices.first;
    let began = now();
    while (at > lowest && rowIds.length < limit && (at === below || began < deadline)) {
      const first = Math.max(lowest, at - slice);
      const found = look(first, at - 1).slice(0, limit - rowIds.length);
      rowIds.push(...found);
      const last = found.at(-1);
      // A full page ends at its last hit: older rows of the slice were not handed out.
      at = rowIds.length >= limit && last !== undefined ? last : first;
      const ended = now();
      slice = nextSlice(slice, ended - began);
      began = ended;
    }
    return { rowIds, lookedDownTo: at, scanned: below - at };
  };

  const wordFinder = (request: SearchRequest, deadline: number, index?: TextIndex): Finder => {
    const parsing = parseSearchQuery(request.text);
    if (!parsing.ok) {
      throw new StreamscopeError('FILTER_INVALID', parsing.message, { detail: `at ${parsing.at}` });
    }
    const matchText = matchTextOf(parsing.query);
    const words = requiredWords(parsing.query);
    return (stream, below, limit) => {
      const lowest = rowIdOf(stream.id, stream.first_seq);
      const indexEnd = Math.max(lowest, rowIdOf(stream.id, stream.indexedSeq + 1));
      const newer = scanDown(indexEnd, Math.max(below, indexEnd), limit, deadline, (first, last) =>
        tail.match(first, last, matchText, words),
      );
      const left = limit - newer.rowIds.length;
      if (newer.lookedDownTo > indexEnd || left === 0 || index === undefined) return newer;
      const indexed = index.newest(matchText, lowest, Math.min(below, indexEnd) - 1, left);
      const rowIds = [...newer.rowIds, ...indexed];
      const lookedDownTo = indexed.length < left ? lowest : (indexed.at(-1) ?? lowest);
      return { rowIds, lookedDownTo, scanned: newer.scanned };
    };
  };

  const substringFinder = (request: SearchRequest, deadline: number): Finder => {
    const { text } = request;
    return (stream, below, limit) =>
      scanDown(rowIdOf(stream.id, stream.first_seq), below, limit, deadline, (first, last) =>
        substring.all(first, last, text, text, text).reverse(),
      );
  };

  /** The newest hits of all streams, merged by time, and where each stream goes on. */
  const newest = (request: SearchRequest, rows: readonly SearchedStream[], find: Finder) => {
    const below = new Map(Object.entries(readCursor(request.cursor)));
    let hits: MessageSummary[] = [];
    let scanned = 0;
    for (const stream of rows) {
      const oldestKept = hits.length < request.limit ? undefined : hits.at(-1)?.receivedAt;
      // Streams come newest first: the rest holds nothing newer than what is there already.
      if (oldestKept !== undefined && (stream.last_received_at ?? 0) < oldestKept) break;
      const start = below.get(String(stream.id)) ?? rowIdOf(stream.id, stream.next_seq);
      const found = find(stream, start, request.limit);
      scanned += found.scanned;
      below.set(String(stream.id), found.lookedDownTo);
      const fresh = found.rowIds.flatMap((rowId) => summaries.range(rowId, rowId));
      hits = [...hits, ...fresh].sort(
        (left, right) => right.receivedAt - left.receivedAt || right.rowId - left.rowId,
      );
      // What does not fit on this page is found again on the next.
      for (const hit of hits.splice(request.limit)) {
        const id = String(hit.streamId);
        below.set(id, Math.max(below.get(id) ?? 0, hit.rowId + 1));
      }
    }
    const isDone = rows.every(
      (stream) => (below.get(String(stream.id)) ?? Infinity) <= rowIdOf(stream.id, stream.first_seq),
    );
    return { hits, scanned, cursor: isDone ? null : JSON.stringify(Object.fromEntries(below)) };
  };

  const bestFirst = (request: SearchRequest, rows: readonly SearchedStream[], index: TextIndex) => {
    const parsing = parseSearchQuery(request.text);
    if (!parsing.ok) {
      throw new StreamscopeError('FILTER_INVALID', parsing.message, { detail: `at ${parsing.at}` });
    }
    const only = request.streamId;
    const from = only === undefined ? 0 : rowIdOf(only, 0);
    const to = only === undefined ? Number.MAX_SAFE_INTEGER : rowIdOf(only + 1, 0) - 1;
    const known = new Map(rows.map((stream) => [stream.id, stream.first_seq]));
    const hits = index
      .best(matchTextOf(parsing.query), from, to, request.limit)
      .flatMap((rowId) => summaries.range(rowId, rowId))
      .filter((hit) => hit.seq >= (known.get(hit.streamId) ?? Infinity));
    return { hits, scanned: 0, cursor: null };
  };

  const answer = (request: SearchRequest, index: TextIndex | undefined): SearchAnswer => {
    const started = now();
    // Before the messages: what was indexed after them is not there yet, what they let go of is left out.
    const lastSeqs = index?.lastSeqs();
    const rows = streams
      .rowsNewestFirst()
      .filter((row) => request.streamId === undefined || row.id === request.streamId)
      .map((row) => ({ ...row, indexedSeq: Math.min(lastSeqs?.get(row.id) ?? 0, row.next_seq - 1) }));
    const deadline = started + answerMs;
    const find =
      request.mode === 'words' ? wordFinder(request, deadline, index) : substringFinder(request, deadline);
    const isRanked = request.mode === 'words' && request.order === 'best';
    const found =
      isRanked && index !== undefined ? bestFirst(request, rows, index) : newest(request, rows, find);
    const hits = excerpts.withExcerpts(found.hits, request);
    return { ...found, hits, coverage: coverageOf(rows, found.scanned), tookMs: now() - started };
  };

  const coverageOf = (rows: readonly SearchedStream[], scanned: number): SearchCoverage => {
    const held = rows.filter((row) => row.next_seq > row.first_seq);
    const oldest = held.flatMap((row) => streams.receivedAt(rowIdOf(row.id, row.first_seq)) ?? []);
    const newestTimes = held.flatMap((row) => row.last_received_at ?? []);
    return {
      stored: held.reduce((sum, row) => sum + row.next_seq - row.first_seq, 0),
      indexed: held.reduce((sum, row) => sum + Math.max(0, row.indexedSeq - row.first_seq + 1), 0),
      scanned,
      oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
      newestAt: newestTimes.length === 0 ? null : Math.max(...newestTimes),
    };
  };

  /** One transaction: how far the index goes and what lies above it belong together. */
  const answerAtOnce = db.transaction(answer);

  return {
    search: (request) => {
      try {
        return answerAtOnce(request, indexInUse.current());
      } catch (thrown) {
        if (!isDamage(thrown) || !indexInUse.giveUp()) throw thrown;
        return answerAtOnce(request, undefined);
      }
    },
    close: tail.close,
  };
}

function nextSlice(slice: number, tookMs: number): number {
  if (tookMs < sliceMs.least) return Math.min(slice * 2, slices.largest);
  return tookMs > sliceMs.most ? Math.max(Math.floor(slice / 2), slices.smallest) : slice;
}

function readCursor(cursor: string | undefined): Record<string, number> {
  if (cursor === undefined) return {};
  try {
    return cursorSchema.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new StreamscopeError('INPUT_INVALID', 'This search cannot be continued. Start it again.', {
      cause,
    });
  }
}
