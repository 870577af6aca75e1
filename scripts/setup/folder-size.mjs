// How far a download is, told by what it has written: npm and Electron's installer tell no figure of their own.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} folder
 * @returns {number} bytes in all files below it; 0 when it is not there
 */
export function folderSize(folder) {
  let size = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) size += statSync(join(entry.parentPath, entry.name)).size;
    }
  } catch {
    // A file that went away while it was counted: the next figure is right again.
  }
  return size;
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
