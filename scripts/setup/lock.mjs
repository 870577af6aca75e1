// One set-up at a time in a checkout: a second one waits for the first instead of building into the same folders.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const retryInterval = 500;

/**
 * Takes the lock file, waiting while a live process holds it; a dead holder's lock is taken over.
 * @param {string} path
 * @param {(holder: number) => void} onWait told once a retry
 * @returns {Promise<() => void>} releases it
 */
export async function takeLock(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  // Written first and linked into place, so that nobody ever reads a lock without its holder.
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  process.once('exit', () => rmSync(own, { force: true }));
  for (;;) {
    try {
      linkSync(own, path);
      const release = () => rmSync(path, { force: true });
      process.once('exit', release);
      return () => {
        process.off('exit', release);
        release();
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readHolder(path);
    if (holder === undefined || !isAlive(holder)) {
      rmSync(path, { force: true });
      continue;
    }
    onWait(holder);
    await pause(retryInterval);
  }
}

/** @param {string} path */
function readHolder(path) {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(holder) && holder > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
