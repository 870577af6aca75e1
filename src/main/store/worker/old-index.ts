/**
 * Histories held their full-text index themselves before it had a file of its own. The table stays, for captures have the
 * same schema and keep theirs inside; in a history it is emptied, once and at a stroke (80 ms a million rows), and its
 * pages are given back like any others. An older program that opens the file finds it consistent, and fills it again.
 */
import type { WritableDb } from './brands.ts';
import { giveIdentity, identityOfHistory } from './history-identity.ts';

const selectOld = 'select 1 from stream where indexed_seq > 0 union all select 1 from search_docsize limit 1';
const emptyOld = `
  insert into search (search) values ('delete-all');
  update stream set indexed_seq = 0;`;

export interface OldIndex {
  /** False when there is nothing to do: always after the first time. */
  readonly retire: () => boolean;
}

export function createOldIndex(db: WritableDb): OldIndex {
  let isRetired = false;
  const retire = db.transaction((): void => {
    if (identityOfHistory(db) === null) giveIdentity(db);
    if (db.prepare(selectOld).get() !== undefined) db.exec(emptyOld);
  });
  return {
    retire: () => {
      if (isRetired) return false;
      retire.immediate();
      isRetired = true;
      return true;
    },
  };
}
