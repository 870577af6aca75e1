import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import { mebibyte } from '../../shared/domain/units.ts';

export type FreeBytes = (folder: string) => Promise<number>;

export const freeBytesOf: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/**
 * Refuses what will surely not fit. Where the system does not say how much is free, writing itself will tell.
 * @throws StreamscopeError FILE_FAILED
 */
export async function requireSpace(path: string, bytes: number, freeBytes: FreeBytes): Promise<void> {
  const free = await freeBytes(dirname(path)).catch(() => Infinity);
  if (free >= bytes) return;
  const size = (count: number): string => `${Math.ceil(count / mebibyte).toLocaleString('en')} MiB`;
  throw new StreamscopeError(
    'FILE_FAILED',
    `About ${size(bytes)} are needed and ${size(free)} are free on that disk. Nothing was written.`,
    { detail: path },
  );
}
