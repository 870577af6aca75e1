/** Gives pages that removals freed back to the file system, a little at a time. */
import type { WritableDb } from './brands.ts';

/** Free pages kept for what comes next: 2 MiB. */
const sparePages = 256;
/** Pages given back in one go: a few milliseconds. */
const pagesPerSlice = 256;

export interface SpaceKeeper {
  /** False when there is nothing worth giving back. */
  readonly giveBack: () => boolean;
}

export function createSpaceKeeper(db: WritableDb): SpaceKeeper {
  let hasShrunk = false;
  return {
    giveBack: () => {
      if (Number(db.pragma('freelist_count', { simple: true })) > sparePages) {
        db.pragma(`incremental_vacuum(${pagesPerSlice})`);
        hasShrunk = true;
        return true;
      }
      if (!hasShrunk) return false;
      // The file itself gets shorter only when the log is taken in.
      db.pragma('wal_checkpoint(passive)');
      hasShrunk = false;
      return false;
    },
  };
}
