/** Puts a cached history into a folder of the program's data. */
import { copyFileSync, linkSync } from 'node:fs';
import { join } from 'node:path';

export function placeHistory(folder: string, userData: string): void {
  for (const name of ['history.db', 'search.db']) place(join(folder, name), join(userData, name));
}

/** The very file where the file system lets it be in two places, else a copy. */
function place(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
