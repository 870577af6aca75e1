/** The indexer's work from ring to ring: the file opened when it can be, one slice after another, and what goes wrong. */
import type { StoreNotice } from '../../../shared/contract/schemas/history.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { WritableDb } from './brands.ts';
import { createIdleWork } from './idle-work.ts';
import type { SqliteModule } from './native-addon.ts';
import { closeSearchFile, isSearchFileWhole, openSearchFile, wishForRebuild } from './search-file.ts';
import { createSearchIndexer, type SearchIndexer } from './search-indexer.ts';
import { createSpaceKeeper, type SpaceKeeper } from './space.ts';
import { storeErrorOf } from './sqlite-errors.ts';

export interface IndexKeepingOptions {
  readonly sqlite: SqliteModule;
  readonly folder: string;
  readonly clock: Clock;
  readonly notify: (notice: StoreNotice) => void;
  /** The history itself turned out damaged while it was read. */
  readonly onHistoryDamage: () => void;
}

export interface IndexKeeping {
  /** Something of the history may have changed: look soon. */
  readonly wake: () => void;
  readonly close: () => void;
}

interface OpenIndex {
  readonly db: WritableDb;
  readonly indexer: SearchIndexer;
  readonly space: SpaceKeeper;
}

/** A ring so short ago means that more is coming. */
const floodMs = 50;
/** Then a slice is followed by a rest of so many times its length: the processors are the messages' first. */
const restForWork = 8;
/** A slice shorter than this held little; what it leaves to be merged is worth waiting for more messages. */
const shortSliceMs = 3;
const gatherMs = 100;

const ownDamage = {
  code: 'SEARCH_INDEX_DAMAGED',
  message:
    'The search index is damaged. No message is lost and a search finds all of them, but it takes longer: restart ' +
    'Streamscope, and the index is made anew.',
} as const;

export function createIndexKeeping(options: IndexKeepingOptions): IndexKeeping {
  const { sqlite, folder, clock } = options;
  let open: OpenIndex | undefined;
  let lastFailure: string | undefined;
  let lastRingAt = 0;

  const openIndex = (): OpenIndex | undefined => {
    const db = openSearchFile(sqlite, folder);
    return db && { db, indexer: createSearchIndexer(db), space: createSpaceKeeper(db) };
  };

  const slice = (): boolean => {
    open ??= openIndex();
    if (open === undefined) return false;
    const { indexer, space } = open;
    return indexer.sweep() || indexer.advance() || indexer.tidy() || space.giveBack();
  };

  /** Told once, however often it is tried: a search goes on without what is not indexed. */
  const failed = (thrown: unknown): void => {
    const { code, message, detail = null } = storeErrorOf(thrown).toReport();
    const told = code === 'STORE_DAMAGED' && isOwnDamage() ? ownDamage : { code, message };
    // With a damaged file, its own or the history's, the next start goes on.
    if (code === 'STORE_DAMAGED') work.stop();
    if (told === ownDamage) wishForRebuild(folder);
    else if (code === 'STORE_DAMAGED') options.onHistoryDamage();
    if (lastFailure === code) return;
    lastFailure = code;
    options.notify({ at: clock.now(), severity: 'warning', ...told, detail });
  };

  const isOwnDamage = (): boolean => open === undefined || !isSearchFileWhole(open.db, 'main');

  const restAfterSliceMs = (tookMs: number): number => {
    if (clock.now() - lastRingAt >= floodMs) return 0;
    return tookMs < shortSliceMs ? gatherMs : tookMs * restForWork;
  };

  const work = createIdleWork(slice, clock, failed, restAfterSliceMs);
  return {
    wake: () => {
      lastRingAt = clock.now();
      work.wake();
    },
    close: () => {
      work.stop();
      if (open !== undefined) closeSearchFile(open.db);
    },
  };
}
