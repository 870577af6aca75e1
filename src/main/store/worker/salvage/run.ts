import type { ReadableDb, WritableDb } from '../brands.ts';
import type { TryInsert } from './inserts.ts';
import type { Moves } from './moves.ts';
import type { Tally } from './tally.ts';

/** What every part of a salvage works with. */
export interface SalvageRun {
  readonly damaged: ReadableDb;
  readonly fresh: WritableDb;
  /** Those that the damaged file has: an older version has fewer. */
  readonly tables: ReadonlySet<string>;
  readonly insert: TryInsert;
  readonly moves: Moves;
  readonly tally: Tally;
  /** Streams that were saved; rows of others have nothing to stand beside. */
  readonly streamIds: ReadonlySet<number>;
}
