import type { WritableDb } from '../brands.ts';

/**
 * A mark lies under its message's row id, which holds stream and seq: the marks of a stream are one range. The few
 * fields copied from the message say which one it was when only the comment is left of it.
 * `message_troubled` holds the few messages that came again or were negative-acked (state 3), so that counting them
 * between two rows never walks the states of millions that went well.
 */
export function marks(db: WritableDb): void {
  db.exec(`
    create table mark (
      row_id integer primary key,
      colour integer not null,
      comment text not null,
      created_at integer not null,
      changed_at integer not null,
      message_id text not null,
      key text,
      publish_time integer,
      received_at integer not null
    ) strict;
    create index message_troubled on message_status (row_id) where deliveries > 1 or state = 3;
  `);
}
