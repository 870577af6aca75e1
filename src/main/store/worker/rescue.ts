/**
 * Replaces a damaged history by what can be read of it. A kill may come at any moment, so the damaged file keeps its
 * place until the rescue is whole: that is filled under a name which nobody reads, then named as whole, and only then do
 * the two change places. The next start ends what was cut off, or begins anew with the damaged file.
 */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { historyFile } from '../history-file.ts';
import type { WritableDb } from './brands.ts';
import type { SqliteModule } from './native-addon.ts';
import { salvage, type Salvaged } from './salvage/salvage.ts';
import { withWordsOfFull } from './sqlite-errors.ts';

const fillingFile = 'history.rescue.unfinished';
const wholeFile = 'history.rescued.db';
/** A history and what SQLite keeps beside it: the log first, for a new history must never find it. */
const suffixes = ['-wal', '-shm', ''] as const;

const noRoomWords =
  'The history is damaged, and there is no room to save what can be read of it. It is left as it was; free some space ' +
  'and restart.';

export interface RescueOptions {
  readonly sqlite: SqliteModule;
  readonly folder: string;
  /** Makes a new history of this name in the folder. */
  readonly create: (name: string) => WritableDb;
  /** Leaves a single file. */
  readonly close: (db: WritableDb) => void;
}

export interface Rescued extends Salvaged {
  /** Where the damaged file lies now. */
  readonly aside: string;
}

/** @throws StreamscopeError when there is no room for it; the damaged file is left as it was */
export function rescue({ sqlite, folder, create, close }: RescueOptions): Rescued {
  const filling = join(folder, fillingFile);
  const clear = (): void => {
    for (const suffix of suffixes) rmSync(filling + suffix, { force: true });
  };
  clear();
  try {
    const fresh = create(fillingFile);
    let saved: Salvaged;
    try {
      saved = salvage(sqlite, join(folder, historyFile), fresh);
    } finally {
      close(fresh);
    }
    // A log that could not be taken in would not go where the file goes.
    if (existsSync(`${filling}-wal`)) throw new StreamscopeError('STORE_FULL', noRoomWords);
    renameSync(filling, join(folder, wholeFile));
    return { ...saved, aside: changePlaces(folder) };
  } catch (thrown) {
    clear();
    throw withWordsOfFull(thrown, noRoomWords);
  }
}

/** Where the damaged file lies, when a rescue that was whole had still to take its place; else undefined. */
export function finishRescue(folder: string): string | undefined {
  return existsSync(join(folder, wholeFile)) ? changePlaces(folder) : undefined;
}

function changePlaces(folder: string): string {
  const whole = join(folder, wholeFile);
  // The rescue's own time: cut off and begun again, the damaged file and its log get the same name all the same.
  const stamp = statSync(whole).mtime.toISOString().replaceAll(/[:.]/g, '-');
  const aside = join(folder, `history.damaged-${stamp}.db`);
  for (const suffix of suffixes) {
    const from = join(folder, historyFile + suffix);
    if (existsSync(from)) renameSync(from, aside + suffix);
  }
  renameSync(whole, join(folder, historyFile));
  return aside;
}
