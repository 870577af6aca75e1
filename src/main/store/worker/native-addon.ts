/** Loads SQLite without the crash that a wrong build of the addon would be. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { StreamscopeError } from '../../../shared/contract/errors.ts';

export type SqliteModule = typeof Sqlite;

/** The Node-API level that the addons shipped inside better-sqlite3 13 were built for. */
const shippedNodeApi = 10;

/**
 * On a runtime with an older Node-API the shipped addon ends the process with a segmentation fault instead of
 * an error; only a build made from source loads there. So look before loading.
 */
export async function loadSqlite(): Promise<SqliteModule> {
  const level = Number(process.versions['napi'] ?? 0);
  if (level < shippedNodeApi && !hasSourceBuild()) {
    throw new StreamscopeError(
      'STORE_FAILED',
      'History is off: SQLite is not built for this runtime. Run `npm run setup` and start again.',
      { detail: `Node-API ${level}, the shipped addon needs ${shippedNodeApi}` },
    );
  }
  const { default: sqlite } = await import('better-sqlite3');
  return sqlite;
}

function hasSourceBuild(): boolean {
  const folder = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
  return existsSync(join(folder, 'build', 'Release', 'better_sqlite3.node'));
}
