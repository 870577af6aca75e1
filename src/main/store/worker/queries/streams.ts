/** Table `stream`: what is held of each stream, counted on write, never by counting rows. */
import { StreamscopeError } from '../../../../shared/contract/errors.ts';
import {
  streamIdentitySchema,
  type Retention,
  type StreamHistory,
  type StreamIdentity,
} from '../../../../shared/contract/schemas/history.ts';
import type { ReadableDb, WritableDb } from '../brands.ts';

export interface StreamRow {
  readonly id: number;
  readonly connection_id: string;
  readonly kind: string;
  readonly full_name: string;
  readonly title: string;
  readonly created_at: number;
  readonly first_seq: number;
  readonly next_seq: number;
  readonly bytes: number;
  readonly received: number;
  readonly redelivered: number;
  readonly refused: number;
  readonly control: number;
  readonly last_received_at: number | null;
  readonly is_stored: number;
  readonly retain_count: number | null;
  readonly retain_bytes: number | null;
  readonly retain_age_ms: number | null;
}

const selectAll = 'select * from stream order by connection_id, full_name';
const selectOne = 'select * from stream where id = ?';
const selectNewestFirst = 'select * from stream order by last_received_at desc';
const selectReceivedAt = 'select received_at from message where row_id = ?';
const upsert = `
  insert into stream (connection_id, kind, full_name, title, created_at) values (?, ?, ?, ?, ?)
  on conflict (connection_id, full_name) do update set title = excluded.title returning *`;
const addCounts = `
  update stream set next_seq = ?, bytes = bytes + ?, received = received + ?, redelivered = redelivered + ?,
    refused = refused + ?, control = control + ?, last_received_at = ? where id = ?`;
const updatePolicy = `
  update stream set is_stored = ?, retain_count = ?, retain_bytes = ?, retain_age_ms = ? where id = ?`;

export function streamReads(db: ReadableDb) {
  const all = db.prepare<[], StreamRow>(selectAll);
  const one = db.prepare<[number], StreamRow>(selectOne);
  const newestFirst = db.prepare<[], StreamRow>(selectNewestFirst);
  const receivedAt = db.prepare<[number], number>(selectReceivedAt).pluck();
  return {
    list: (connectionId?: string): StreamHistory[] =>
      all
        .all()
        .filter((row) => connectionId === undefined || row.connection_id === connectionId)
        .map(historyOf),
    row: (streamId: number): StreamRow => one.get(streamId) ?? missing(streamId),
    one: (streamId: number): StreamHistory => historyOf(one.get(streamId) ?? missing(streamId)),
    rowsNewestFirst: (): StreamRow[] => newestFirst.all(),
    receivedAt: (rowId: number): number | undefined => receivedAt.get(rowId),
  };
}

export function streamWrites(db: WritableDb, now: () => number) {
  const insert = db.prepare<[string, string, string, string, number], StreamRow>(upsert);
  const policy = db.prepare(updatePolicy);
  const { one } = streamReads(db);
  return {
    ensure: (identity: StreamIdentity): StreamHistory => {
      const { connectionId, kind, fullName, title } = streamIdentitySchema.parse(identity);
      const row = insert.get(connectionId, kind, fullName, title, now());
      if (row === undefined) throw new StreamscopeError('STORE_FAILED', 'The stream could not be noted.');
      return historyOf(row);
    },
    setPolicy: (streamId: number, isStored: boolean, retention: Retention): StreamHistory => {
      const { maxCount, maxBytes, maxAgeMs } = retention;
      policy.run(isStored ? 1 : 0, maxCount, maxBytes, maxAgeMs, streamId);
      return one(streamId);
    },
  };
}

export interface BatchCounts {
  readonly nextSeq: number;
  readonly bytes: number;
  readonly received: number;
  readonly redelivered: number;
  readonly refused: number;
  readonly control: number;
  readonly lastReceivedAt: number;
}

/** Counts what a batch brought, in the batch's own transaction. */
export function streamCounts(db: WritableDb) {
  const update = db.prepare(addCounts);
  return {
    add: (streamId: number, counts: BatchCounts): void => {
      const { nextSeq, bytes, received, redelivered, refused, control, lastReceivedAt } = counts;
      update.run(nextSeq, bytes, received, redelivered, refused, control, lastReceivedAt, streamId);
    },
  };
}

export function historyOf(row: StreamRow): StreamHistory {
  const kind = streamIdentitySchema.shape.kind.parse(row.kind);
  const stored = row.next_seq - 1;
  return {
    streamId: row.id,
    connectionId: row.connection_id,
    kind,
    fullName: row.full_name,
    title: row.title,
    createdAt: row.created_at,
    count: row.next_seq - row.first_seq,
    bytes: row.bytes,
    firstSeq: row.first_seq,
    lastSeq: row.next_seq - 1,
    received: row.received,
    stored,
    redelivered: row.redelivered,
    refused: row.refused,
    control: row.control,
    removed: row.first_seq - 1,
    lastReceivedAt: row.last_received_at,
    isStored: row.is_stored === 1,
    retention: { maxCount: row.retain_count, maxBytes: row.retain_bytes, maxAgeMs: row.retain_age_ms },
  };
}

function missing(streamId: number): never {
  throw new StreamscopeError('NOT_FOUND', 'This stream is not in the history.', {
    detail: `stream ${streamId}`,
  });
}
