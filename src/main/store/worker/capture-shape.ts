/**
 * Whether a capture holds the tables it should and nothing else. A capture comes from anybody: no trigger, view, generated
 * column or table of another kind in it is ever used.
 */
import type { Database } from 'better-sqlite3';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { asReadable, asWritable } from './brands.ts';
import { createManifest } from './capture-schema.ts';
import { migrate, migrations } from './migrations/migrate.ts';
import type { SqliteModule } from './native-addon.ts';

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

const selectSchema = 'select type, name, tbl_name, sql from sqlite_schema order by type, name';

/** @throws StreamscopeError FILE_FAILED */
export function checkCaptureShape(sqlite: SqliteModule, db: Database, version: number): void {
  const model = new sqlite(':memory:');
  try {
    migrate(
      asWritable(model),
      migrations.filter((step) => step.version <= version),
    );
    model.exec(createManifest);
    const expected = shapeOf(model);
    const found = shapeOf(db);
    for (const [name, shape] of found) if (expected.get(name) !== shape) throw odd(name);
    for (const name of expected.keys()) if (!found.has(name)) throw odd(`${name} is missing`);
  } finally {
    model.close();
  }
}

/** What each object is: for an ordinary table its columns, for anything else the words that made it. */
function shapeOf(db: Database): Map<string, string> {
  const rows = asReadable(db).prepare<[], SchemaRow>(selectSchema).all();
  return new Map(rows.map((row) => [`${row.type} ${row.name}`, shapeOfObject(db, row)]));
}

function shapeOfObject(db: Database, { type, name, tbl_name: table, sql }: SchemaRow): string {
  const words = (sql ?? '').replace(/\s+/g, ' ').trim().toLowerCase();
  if (type !== 'table' || !words.startsWith('create table')) return `${table}: ${words}`;
  // An added column leaves its mark in the words, so an ordinary table is compared column by column.
  const columns = db
    .prepare<[string], string>(
      `select group_concat(name || ' ' || type || ' ' || "notnull" || ' ' || pk || ' ' || hidden, ', ')
       from pragma_table_xinfo(?)`,
    )
    .pluck()
    .get(name);
  return `${columns ?? ''}${words.includes('without rowid') ? ' without rowid' : ''}`;
}

function odd(detail: string): StreamscopeError {
  return new StreamscopeError(
    'FILE_FAILED',
    'This capture holds something that no capture has. It was not opened.',
    { detail },
  );
}
