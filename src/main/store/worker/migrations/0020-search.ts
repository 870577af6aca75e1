import type { WritableDb } from '../brands.ts';

/**
 * Full text of key, properties and body: contentless, for the texts are in `message` already, and with deletes.
 * A document's id is its row id. `indexed_seq` is each stream's watermark: what lies above it is not indexed yet.
 */
export function search(db: WritableDb): void {
  db.exec(`
    create virtual table search using fts5 (
      key, properties, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
    );
    insert into search (search, rank) values ('automerge', 16);
    alter table stream add column indexed_seq integer not null default 0;
  `);
}
