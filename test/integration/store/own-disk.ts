/** A small file system of its own, to be filled and made read-only. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Needs Linux, root and the right to mount; elsewhere tests with it are skipped and say so. */
export const canMount = mayMount();
export const skippedWords = canMount ? '' : ' (skipped: mounting one needs Linux and root)';

export interface OwnDisk {
  readonly folder: string;
  /** Leaves so many bytes free. */
  readonly fill: (freeBytes: number) => void;
  readonly empty: () => void;
  readonly makeReadOnly: () => void;
  readonly dispose: () => void;
}

export function ownDisk(bytes: number): OwnDisk {
  const folder = mkdtempSync(join(tmpdir(), 'streamscope-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: (freeBytes) => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - freeBytes, 1));
    },
    empty: () => rmSync(ballast),
    makeReadOnly: () => {
      execFileSync('mount', ['-o', 'remount,ro', folder]);
    },
    dispose: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const probe = mkdtempSync(join(tmpdir(), 'streamscope-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
