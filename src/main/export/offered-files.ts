/**
 * Which files of the disk the window may name: those that a person chose in a dialog of the system's, or dropped on the
 * window. A page that was taken over can name any path; it can read none that a person did not give it.
 */
import { realpath } from 'node:fs/promises';
import { StreamscopeError } from '../../shared/contract/errors.ts';

/** Paths remembered; the oldest are forgotten first and have to be chosen again. */
export const offeredFilesKept = 1_000;

export interface OfferedFiles {
  /** A person's own act named this file. */
  offer(path: string): void;
  /** @throws StreamscopeError INPUT_INVALID, FILE_FAILED */
  require(path: string): Promise<void>;
  /**
   * Nobody reads or writes the history as a file, whoever chose it: SQLite alone holds it open (store/worker/database.ts).
   * @throws StreamscopeError FILE_FAILED
   */
  refuseHistory(path: string): Promise<void>;
}

export function createOfferedFiles(ownHistory: string): OfferedFiles {
  const offered = new Set<string>();

  const refuseHistory = async (path: string): Promise<void> => {
    if ((await placeOf(path)) === (await placeOf(ownHistory)))
      throw new StreamscopeError(
        'FILE_FAILED',
        'This is the history of Streamscope itself, which is open already. Nothing was done; choose another file.',
      );
  };

  return {
    offer(path) {
      offered.delete(path);
      offered.add(path);
      const oldest = offered.values().next();
      if (offered.size > offeredFilesKept && oldest.done !== true) offered.delete(oldest.value);
    },
    async require(path) {
      if (!offered.has(path))
        throw new StreamscopeError(
          'INPUT_INVALID',
          'Choose this file, or drop it on the window. Nothing was opened.',
        );
      await refuseHistory(path);
    },
    refuseHistory,
  };
}

/** A file that is not there lies where it is said to: whoever opens it says what is wrong with it. */
async function placeOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
