import type { WritableDb } from '../brands.ts';

/**
 * The first schema. Four choices carry it:
 * - A message row never changes after its insert; what may change (state, counts, newest id) is in
 *   `message_status`, which has a row only for messages something happened to. An ack of a 10 MB message
 *   does not rewrite 10 MB.
 * - `row_id` holds stream and seq (see row-id.ts): the table is its own position index. `payload` comes last,
 *   so a summary never walks a large payload's pages; `head` repeats the first bytes of a large one.
 * - `ledger` and `entry` are 64 bits read as signed, as everywhere in this program: exact, whatever a server sends.
 * - A `delivery` covers a range of seqs: a batch of first deliveries is one row. Ranges are short
 *   (queries/deliveries.ts), so that one index range finds all that touch a message.
 * - `removal` lists row ranges already forgotten (`row_to` excluded) that wait to be deleted in slices.
 */
export function initial(db: WritableDb): void {
  db.exec(`
    create table stream (
      id integer primary key autoincrement,
      connection_id text not null,
      kind text not null,
      full_name text not null,
      title text not null,
      created_at integer not null,
      first_seq integer not null default 1,
      next_seq integer not null default 1,
      bytes integer not null default 0,
      received integer not null default 0,
      redelivered integer not null default 0,
      refused integer not null default 0,
      control integer not null default 0,
      last_received_at integer,
      is_stored integer not null default 1,
      retain_count integer,
      retain_bytes integer,
      retain_age_ms integer,
      unique (connection_id, full_name)
    ) strict;

    create table message (
      row_id integer primary key,
      stream_id integer not null,
      ledger integer not null,
      entry integer not null,
      partition integer not null,
      batch_index integer not null,
      message_id text not null,
      publish_time integer,
      publish_form any,
      event_time integer,
      event_form any,
      received_at integer not null,
      key text,
      properties_count integer not null,
      size integer not null,
      kind integer not null,
      state integer not null,
      broker_redeliveries integer not null,
      properties text,
      extra text,
      head blob,
      payload blob not null
    ) strict;
    create unique index message_identity on message (stream_id, partition, ledger, entry, batch_index);

    create table message_status (
      row_id integer primary key,
      state integer not null,
      deliveries integer not null,
      broker_redeliveries integer not null,
      message_id text not null
    ) strict;

    create table delivery (
      id integer primary key,
      stream_id integer not null,
      first_seq integer not null,
      last_seq integer not null,
      kind integer not null,
      at integer not null,
      session text not null,
      attempt integer not null,
      broker_redeliveries integer,
      message_id text,
      detail text
    ) strict;
    create index delivery_range on delivery (stream_id, last_seq);

    create table setting (
      name text primary key,
      value text not null
    ) strict, without rowid;

    create table removal (
      row_from integer primary key,
      row_to integer not null
    ) strict;

    create table socket_loss (
      id integer primary key,
      stream_id integer not null,
      session text not null,
      attempt integer not null,
      at integer not null,
      detail text not null
    ) strict;
    create index socket_loss_session on socket_loss (stream_id, session, attempt);

    create table refused_frame (
      id integer primary key,
      stream_id integer not null,
      at integer not null,
      code text not null,
      size integer not null,
      raw blob not null
    ) strict;
    create index refused_frame_stream on refused_frame (stream_id, id);

    create table published (
      id integer primary key autoincrement,
      stream_id integer not null,
      session text not null,
      context text not null,
      outcome text not null,
      message_id text,
      error_code text,
      error_text text,
      sent_at integer not null,
      took_ms real,
      key text,
      properties text not null,
      replay_of integer,
      payload blob not null
    ) strict;
    create index published_stream on published (stream_id, id);

    create table replay_job (
      id integer primary key autoincrement,
      created_at integer not null,
      state text not null,
      title text not null,
      plan text not null,
      total integer not null,
      confirmed integer not null default 0,
      refused integer not null default 0,
      unknown integer not null default 0
    ) strict;

    create table replay_item (
      job_id integer not null,
      position integer not null,
      row_id integer not null,
      state text not null,
      message_id text,
      error_text text,
      primary key (job_id, position)
    ) strict, without rowid;
  `);
}
