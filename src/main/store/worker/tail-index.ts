/**
 * The rows that the index has not reached yet, matched by the very same rules: they go through a small full-text
 * table in memory. Rows that surely lack a required word are left out before.
 */
import type { SqliteModule } from './native-addon.ts';
import type { ReadableDb } from './brands.ts';
import { searchedBody } from './search-texts.ts';

interface TextRow {
  readonly row_id: number;
  readonly key: string | null;
  readonly properties: string | null;
  readonly body: string | null;
}

export interface TailIndex {
  /** Row ids of `first..last` that match, newest first. */
  readonly match: (first: number, last: number, matchText: string, words: readonly string[]) => number[];
  readonly close: () => void;
}

/** Required words used to leave rows out; more would not leave out many more. */
const wordsUsed = 3;

export function createTailIndex(sqlite: SqliteModule, db: ReadableDb): TailIndex {
  const memory = new sqlite(':memory:');
  memory.exec(`create virtual table tail using fts5 (key, properties, body, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0")`);
  const insert = memory.prepare('insert into tail (rowid, key, properties, body) values (?, ?, ?, ?)');
  const select = memory
    .prepare<[string], number>('select rowid from tail where tail match ? order by rowid desc')
    .pluck();
  const clear = memory.prepare("insert into tail (tail) values ('delete-all')");
  /** Counted by bytes, so that a NUL hides nothing behind it. */
  const hasWord = `instr(lower(coalesce(key, '') || ' ' || coalesce(properties, '') || ' ' || coalesce(body, '')), ?) > 0`;
  const selects = Array.from({ length: wordsUsed + 1 }, (_, count) => {
    const conditions = Array.from({ length: count }, () => hasWord);
    return db.prepare<(number | string)[], TextRow>(
      `select row_id, key, properties, body from
         (select row_id, key, properties, ${searchedBody} as body from message where row_id between ? and ?)
       ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}`,
    );
  });
  const rowsOf = (first: number, last: number, words: readonly string[]): TextRow[] => {
    const used = words.slice(0, wordsUsed);
    return selects[used.length]?.all(first, last, ...used) ?? [];
  };

  return {
    match: (first, last, matchText, words) => {
      const rows = rowsOf(first, last, words);
      if (rows.length === 0) return [];
      memory.transaction(() => {
        for (const row of rows) insert.run(row.row_id, row.key, row.properties, row.body);
      })();
      try {
        return select.all(matchText);
      } finally {
        clear.run();
      }
    },
    close: () => {
      memory.close();
    },
  };
}
