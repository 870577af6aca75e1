/**
 * Keeps the full-text index in few pieces. Each slice that is indexed adds a segment, and a query looks into all of
 * them; FTS5 would merge them inside the inserts, in steps that take a tenth of a second. Here they
 * are merged in the indexer's pauses instead, a bounded step at a time; under a flood that leaves none, in between.
 */
import type { WritableDb } from './brands.ts';

/** Slices after which a pause is used for merging. */
export const mergeAfterSlices = 16;
/** Slices after which merging waits for no pause: what a query looks into stays bounded. */
export const mergeAtOnceAfterSlices = 128;
/** Pages of the index written in one step: some ten milliseconds. */
const pagesPerStep = 32;

/** `crisismerge` is SQLite's own emergency brake, far beyond what is reached here. */
const wantedSettings = { automerge: 0, usermerge: mergeAfterSlices, crisismerge: 512 } as const;

const selectSetting = 'select v from search_config where k = ?';
const mergeStep = `insert into search (search, rank) values ('merge', ${pagesPerStep})`;
const selectChanges = 'select total_changes()';
/** A step that found nothing to merge counts as one change (FTS5, "The merge command"). */
const changesOfNothing = 1;

export interface SearchMerger {
  /** A slice was indexed; within its transaction. */
  readonly added: () => void;
  /** Worth a look in the next pause. */
  readonly isDue: () => boolean;
  /** Not to be put off any longer. */
  readonly isOverdue: () => boolean;
  /** Merges a little; false when there is nothing to merge. Within a transaction. */
  readonly step: () => boolean;
}

export function createSearchMerger(db: WritableDb): SearchMerger {
  const merge = db.prepare(mergeStep);
  const changes = db.prepare<[], number>(selectChanges).pluck();
  // What earlier runs left is not known: one look tells.
  let slices: number = mergeAfterSlices;
  let hasSettings = false;

  /** With the first write and not before: a disk that is full must not keep the history from opening. */
  const keepSettingsOnce = (): void => {
    if (hasSettings) return;
    keepSettings(db);
    hasSettings = true;
  };

  return {
    added: () => {
      keepSettingsOnce();
      slices += 1;
    },
    isDue: () => slices >= mergeAfterSlices,
    isOverdue: () => slices >= mergeAtOnceAfterSlices,
    step: () => {
      keepSettingsOnce();
      const before = changes.get() ?? 0;
      merge.run();
      const hasMerged = (changes.get() ?? 0) - before > changesOfNothing;
      if (!hasMerged) slices = 0;
      return hasMerged;
    },
  };
}

/** They are kept in the file; a history made by an earlier version has others. */
function keepSettings(db: WritableDb): void {
  const setting = db.prepare<[string], number>(selectSetting).pluck();
  for (const [name, value] of Object.entries(wantedSettings))
    if (setting.get(name) !== value)
      db.exec(`insert into search (search, rank) values ('${name}', ${value})`);
}
