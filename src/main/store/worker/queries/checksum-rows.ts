import type { ReadableDb } from '../brands.ts';

interface ChecksumRow {
  readonly payload: Buffer;
}

/** In an order and a form that never change: they are part of what a capture's checksum means. */
const selectAll = `
  select row_id, cast(ledger as text) as ledger, cast(entry as text) as entry, partition, batch_index, message_id,
    publish_time, publish_form, event_time, event_form, received_at, key, properties, extra, length(payload) as size,
    payload
  from message order by row_id`;

/** Every message, one in memory at a time. */
export function captureChecksumRows(db: ReadableDb): IterableIterator<ChecksumRow> {
  return db.prepare<[], ChecksumRow>(selectAll).iterate();
}
