/**
 * Keeps the history within its bounds: each stream's own (count, bytes, age) and the total's. Only ever the
 * oldest messages go, a slice at a time in the writer's pauses; every removed message is counted.
 */
import type { Retention } from '../../../shared/contract/schemas/history.ts';
import { rowIdOf } from '../../../shared/domain/row-id.ts';
import type { WritableDb } from './brands.ts';
import { messageReads } from './queries/messages.ts';
import { settingTable } from './queries/settings.ts';
import { streamReads, type StreamRow } from './queries/streams.ts';
import { removalSlice, type Removal } from './removal.ts';

interface SizedRow {
  readonly row_id: number;
  readonly size: number;
}

const selectOldest = `
  select row_id, size from message where row_id >= ? and row_id < ? order by row_id limit ${removalSlice}`;

export interface RetentionKeeper {
  /** Forgets one slice of what is beyond a bound; the stream it took from, or undefined when all is within. */
  readonly enforce: () => number | undefined;
}

export function createRetention(db: WritableDb, removal: Removal, now: () => number): RetentionKeeper {
  const streams = streamReads(db);
  const messages = messageReads(db);
  const settings = settingTable(db);
  const oldest = db.prepare<[number, number], SizedRow>(selectOldest);

  /** Forgets the oldest messages below `untilSeq`, and more while `bytesOver` is not made up; one slice at most. */
  const forget = (stream: StreamRow, untilSeq: number, bytesOver: number): void => {
    const rows = oldest.all(rowIdOf(stream.id, stream.first_seq), rowIdOf(stream.id, stream.next_seq));
    let firstSeq = stream.first_seq;
    let freed = 0;
    for (const row of rows) {
      if (firstSeq >= untilSeq && freed >= bytesOver) break;
      freed += row.size;
      firstSeq += 1;
    }
    removal.moveStart(stream.id, firstSeq, stream.bytes - freed);
  };

  const enforceOwn = (stream: StreamRow): boolean => {
    const keep = {
      maxCount: stream.retain_count,
      maxBytes: stream.retain_bytes,
      maxAgeMs: stream.retain_age_ms,
    };
    const untilSeq = Math.max(countCut(stream, keep), ageCut(stream, keep));
    const bytesOver = keep.maxBytes === null ? 0 : stream.bytes - keep.maxBytes;
    if (untilSeq <= stream.first_seq && bytesOver <= 0) return false;
    forget(stream, untilSeq, bytesOver);
    return true;
  };

  const countCut = (stream: StreamRow, { maxCount }: Retention): number =>
    maxCount === null ? 0 : stream.next_seq - maxCount;

  const ageCut = (stream: StreamRow, { maxAgeMs }: Retention): number => {
    if (maxAgeMs === null) return 0;
    const since = now() - maxAgeMs;
    // The usual answer at once: the oldest message is young enough.
    if ((streams.receivedAt(rowIdOf(stream.id, stream.first_seq)) ?? since) >= since) return 0;
    return messages.seqAtTime(stream.id, stream.first_seq, stream.next_seq - 1, since);
  };

  /** The bounds of all streams together take from the stream whose oldest message is the oldest of all. */
  const enforceTotal = (held: readonly StreamRow[]): number | undefined => {
    const total = settings.totalRetention();
    const count = held.reduce((sum, stream) => sum + stream.next_seq - stream.first_seq, 0);
    const bytes = held.reduce((sum, stream) => sum + stream.bytes, 0);
    const countOver = total.maxCount === null ? 0 : count - total.maxCount;
    const bytesOver = total.maxBytes === null ? 0 : bytes - total.maxBytes;
    const since = total.maxAgeMs === null ? -Infinity : now() - total.maxAgeMs;
    const ages = held.map((stream) => ({
      stream,
      at: streams.receivedAt(rowIdOf(stream.id, stream.first_seq)) ?? Infinity,
    }));
    const first = ages.reduce<(typeof ages)[number] | undefined>(
      (best, one) => (best === undefined || one.at < best.at ? one : best),
      undefined,
    );
    if (first === undefined || (countOver <= 0 && bytesOver <= 0 && first.at >= since)) return undefined;
    const byAge = first.at < since ? ageCut(first.stream, total) : 0;
    forget(first.stream, Math.max(first.stream.first_seq + Math.max(0, countOver), byAge), bytesOver);
    return first.stream.id;
  };

  return {
    enforce: () => {
      const held = streams.rowsNewestFirst().filter((stream) => stream.next_seq > stream.first_seq);
      for (const stream of held) if (enforceOwn(stream)) return stream.id;
      return enforceTotal(held);
    },
  };
}
