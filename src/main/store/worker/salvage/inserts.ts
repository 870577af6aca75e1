/** Writes salvaged rows into the fresh history, whatever columns they have. */
import type { Statement } from 'better-sqlite3';
import type { ErrorCode } from '../../../../shared/contract/errors.ts';
import type { WritableDb } from '../brands.ts';
import { storeErrorOf } from '../sqlite-errors.ts';
import type { Column, TableRow } from './pieces.ts';

/** Said of the new file, not of the damaged one: to go on would leave rows out that can be read. */
const noRoom: readonly ErrorCode[] = ['STORE_FULL', 'STORE_READ_ONLY', 'STORE_BUSY'];

/** False when the row is not as rows are: what damage left of it breaks a rule of its table. */
export type TryInsert = (table: string, row: TableRow) => boolean;

/** A file of an older version has fewer columns: the rows say which. */
export function tableInserts(db: WritableDb): TryInsert {
  const statements = new Map<string, Statement<Column[]>>();
  const insert = (table: string, row: TableRow): void => {
    const names = Object.keys(row);
    const sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
    const known = statements.get(sql);
    const statement = known ?? db.prepare<Column[]>(sql);
    if (known === undefined) statements.set(sql, statement);
    statement.run(...Object.values(row));
  };
  return (table, row) => {
    try {
      insert(table, row);
      return true;
    } catch (thrown) {
      throwIfNoRoom(thrown);
      return false;
    }
  };
}

export function throwIfNoRoom(thrown: unknown): void {
  const error = storeErrorOf(thrown);
  if (noRoom.includes(error.code)) throw error;
}
