/** A file that is there whole or not at all: written under another name beside, flushed, then renamed. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';

export interface TargetFile {
  /** The name it has until it is finished. */
  readonly partPath: string;
  /** Gives the finished file its name, in place of one that was there. */
  readonly finish: () => void;
  readonly discard: () => void;
}

export function createTargetFile(path: string): TargetFile {
  const partPath = `${path}.${randomUUID().slice(0, 8)}.part`;
  const discard = (): void => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(partPath + suffix, { force: true });
  };
  return {
    partPath,
    finish: () => {
      const file = openSync(partPath, 'r+');
      try {
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(partPath, path);
    },
    discard,
  };
}
