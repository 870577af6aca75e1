/** A name that a history file has for itself, so that its index is never taken for that of another file in its place. */
import { randomUUID } from 'node:crypto';
import type { ReadableDb, WritableDb } from './brands.ts';

export const identitySetting = 'identity';

/** Null in a file that was not written to since there are such names. `file` is what it is attached as. */
export function identityOfHistory(db: ReadableDb, file: 'main' | 'history' = 'main'): string | null {
  const found = db
    .prepare<[string], string>(`select value from ${file}.setting where name = ?`)
    .pluck()
    .get(identitySetting);
  return found ?? null;
}

export function giveIdentity(db: WritableDb): void {
  db.prepare('insert or ignore into setting (name, value) values (?, ?)').run(identitySetting, randomUUID());
}
