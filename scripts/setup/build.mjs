// Builds main, preload and window when the sources differ from those of the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolsNode } from '../process/tools-node.mjs';
import { mustRun } from './context.mjs';

const outputs = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const settings = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
const noteFile = 'out/.sources';

/** @param {import('./context.mjs').Context} context */
export async function build(context) {
  const { root } = context;
  const line = context.progress.step('build');
  const sources = fingerprint(root);
  if (readNote(root) === sources && outputs.every((file) => existsSync(join(root, file)))) {
    return line.done('up to date');
  }
  rmSync(join(root, noteFile), { force: true });
  await mustRun(context, {
    step: 'build',
    line,
    doing: 'electron-vite build',
    log: 'build',
    command: toolsNode(root),
    args: [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    remedy: 'npm run build',
    limitSeconds: 600,
  });
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, noteFile), sources);
  line.done('built');
}

/**
 * By content: a checkout or a branch change moves times without a reason, or keeps them with one.
 * @param {string} root
 * @returns {string}
 */
export function fingerprint(root) {
  const hash = createHash('sha256');
  const files = ['src', 'resources'].flatMap((folder) => filesBelow(root, folder));
  for (const file of [...settings, ...files]) {
    const path = join(root, file);
    if (!existsSync(path)) continue;
    const content = readFileSync(path);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]} sorted paths below root
 */
function filesBelow(root, folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => {
      const below = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, below) : [below];
    })
    .sort();
}

/** @param {string} root */
function readNote(root) {
  try {
    return readFileSync(join(root, noteFile), 'utf8');
  } catch {
    return undefined;
  }
}
