/** Two handles on the same kind of connection: a function that only reads cannot be handed one that writes by mistake. */
import type { Database } from 'better-sqlite3';

declare const readable: unique symbol;
declare const writable: unique symbol;

export type ReadableDb = Database & { readonly [readable]: true };
export type WritableDb = ReadableDb & { readonly [writable]: true };

/** Brands a connection opened by this room; the one place where the brand is given. */
export function asReadable(db: Database): ReadableDb {
  return db as ReadableDb;
}

/** Brands the writer's connection: there is one in the whole process. */
export function asWritable(db: Database): WritableDb {
  return db as WritableDb;
}
