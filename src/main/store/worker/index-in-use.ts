/**
 * The index a search may use now. That of the history is looked for until it is there: it is made while messages are
 * read already. Without one, or with a damaged one, searches read the messages themselves.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadableDb } from './brands.ts';
import { identityOfHistory } from './history-identity.ts';
import { isIndexOf, isSearchFileWhole, searchFile, wishForRebuild } from './search-file.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';

export interface IndexInUse {
  /** Outside of a transaction: it may attach a file. */
  readonly current: () => TextIndex | undefined;
  /** Something could not be read. False when it was not an index that one can go on without. */
  readonly giveUp: () => boolean;
}

export function indexOfCapture(db: ReadableDb): IndexInUse {
  const index = createTextIndex(db, 'main');
  return { current: () => index, giveUp: () => false };
}

export function indexOfHistory(db: ReadableDb, folder: string): IndexInUse {
  const attach = db.prepare('attach ? as texts');
  let index: TextIndex | undefined;
  let isGivenUp = false;

  const look = (): TextIndex | undefined => {
    const file = join(folder, searchFile);
    if (isGivenUp || !existsSync(file)) return undefined;
    try {
      attach.run(file);
    } catch {
      return undefined;
    }
    try {
      if (isIndexOf(db, 'texts', identityOfHistory(db))) return createTextIndex(db, 'texts');
    } catch {
      // Not made yet, or not to be read: it is looked at again with the next search.
    }
    db.exec('detach texts');
    return undefined;
  };

  return {
    current: () => (index ??= look()),
    giveUp: () => {
      // Else it is the history itself that cannot be read.
      if (index === undefined || isSearchFileWhole(db, 'texts')) return false;
      index = undefined;
      isGivenUp = true;
      db.exec('detach texts');
      wishForRebuild(folder);
      return true;
    },
  };
}
