/** Damages a closed history at chosen places, so that a salvage can be held to what is left. */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const pageBytes = 8192;

/** Garbles those leaf pages of a table, counted from 0, and wishes for a look at every page. Says how many leaves it has. */
export function garbleLeaves(folder: string, table: string, isChosen: (leaf: number) => boolean): number {
  const file = join(folder, 'history.db');
  const db = new Database(file, { readonly: true });
  const pages = db
    .prepare<[string], number>("select pageno from dbstat where name = ? and pagetype = 'leaf' order by path")
    .pluck()
    .all(table);
  db.close();
  const handle = openSync(file, 'r+');
  pages.forEach((page, leaf) => {
    if (isChosen(leaf))
      writeSync(handle, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, (page - 1) * pageBytes);
  });
  closeSync(handle);
  writeFileSync(join(folder, 'history.check'), '');
  return pages.length;
}
