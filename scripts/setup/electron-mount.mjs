// Gives this checkout its own view of a runtime that takes no app path: hard links, plus a resources/app that leads here.
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { mountedElectron, resourcesIn } from '../electron-path.mjs';

/**
 * Two checkouts can not share one folder, since each needs its own resources/app; linking costs no disk and no time.
 * Nothing may write into the linked files: they are the shared ones.
 * @param {string} root
 * @param {string} distribution
 * @param {{ source: 'override' | 'fallback', version: string }} facts
 */
export function mountElectron(root, distribution, { source, version }) {
  const target = join(root, mountedElectron.folder);
  const partial = `${target}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  linkTree(distribution, partial);
  const app = join(resourcesIn(partial), 'app');
  rmSync(app, { recursive: true, force: true });
  // A junction needs no special right on Windows; it must be absolute there.
  symlinkSync(process.platform === 'linux' ? '../../..' : root, app, 'junction');
  const from = source === 'override' ? distribution : source;
  writeFileSync(join(partial, mountedElectron.note), `${JSON.stringify({ source, version, from })}\n`);
  rmSync(target, { recursive: true, force: true });
  renameSync(partial, target);
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    if (entry.isDirectory()) linkTree(source, join(to, entry.name));
    else if (entry.isFile()) linkOrCopy(source, join(to, entry.name));
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkOrCopy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    // Another file system, or one without hard links.
    copyFileSync(from, to);
  }
}
