// Brings what the machine must offer: installs it on a Debian-like system as root, elsewhere says what is missing.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mustRun } from './context.mjs';
import { SetupFailure } from './failure.mjs';
import { candidatesIn, debianName, librariesIn } from './system-needs.mjs';

const step = 'system packages';

/**
 * @param {import('./context.mjs').Context} context
 * @param {readonly import('./system-needs.mjs').Need[]} needs
 * @param {string} what they are for, said when nothing is missing
 * @throws {SetupFailure} when something is missing that cannot be installed from here
 */
export async function bringSystemPackages(context, needs, what) {
  // macOS and Windows bring all of this themselves, or their developer tools do.
  if (process.platform !== 'linux') return;
  const missing = missingNeeds(needs);
  const line = context.progress.step(step);
  if (missing.length === 0) return line.done(`present: ${what}`);
  const names = missing.map((need) => need.name).join(', ');
  if (!existsSync('/etc/debian_version')) {
    throw new SetupFailure({
      step,
      cause: `not found on this machine: ${names}`,
      remedy: 'install the packages of your distribution that hold them, then run the same command again',
    });
  }
  if (process.getuid?.() !== 0) {
    const packages = debianNames(missing);
    throw new SetupFailure({
      step,
      cause: `not found on this machine: ${names}`,
      remedy: `sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
    });
  }
  await install(context, missing, line);
  const still = missingNeeds(needs);
  if (still.length > 0) {
    throw new SetupFailure({
      step,
      cause: `installed, yet not found: ${still.map((need) => need.name).join(', ')}`,
      remedy: `apt-get install --reinstall ${debianNames(still).join(' ')}`,
    });
  }
}

/**
 * @param {import('./context.mjs').Context} context
 * @param {readonly import('./system-needs.mjs').Need[]} missing
 * @param {import('./progress.mjs').Step} line
 */
async function install(context, missing, line) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2'];
  await mustRun(context, {
    step,
    line,
    doing: 'reading the package lists',
    log: 'apt-update',
    command: 'apt-get',
    args: ['update', ...patience],
    remedy: 'apt-get update',
    environment,
    limitSeconds: 300,
  });
  const packages = debianNames(missing);
  await mustRun(context, {
    step,
    line,
    doing: `installing ${packages.length} (${packages.join(' ')})`,
    log: 'apt-install',
    command: 'apt-get',
    args: ['install', '--yes', '--no-install-recommends', ...patience, ...packages],
    remedy: `apt-get install --no-install-recommends ${packages.join(' ')}`,
    environment,
    limitSeconds: 1_200,
  });
  line.done(`installed ${packages.join(' ')}`);
}

/**
 * @param {readonly import('./system-needs.mjs').Need[]} missing
 * @returns {string[]} without repeats, by the names this release uses
 */
function debianNames(missing) {
  const names = [...new Set(missing.map((need) => need.debian))];
  const policy = spawnSync('apt-cache', ['policy', ...names.flatMap((name) => [name, `${name}t64`])], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const installable = candidatesIn(policy.stdout ?? '');
  return names.map((name) => debianName(name, installable));
}

/**
 * @param {readonly import('./system-needs.mjs').Need[]} needs
 * @returns {import('./system-needs.mjs').Need[]}
 */
export function missingNeeds(needs) {
  const listing = needs.some((need) => need.kind === 'library') ? loaderListing() : '';
  const libraries = librariesIn(listing);
  return needs.filter((need) => {
    if (need.kind === 'command') return !findCommand(need.name);
    if (need.kind === 'development') return !hasDevelopmentFiles(need.name);
    // A loader that lists nothing (musl, NixOS) cannot be asked: then loading tells.
    return libraries.size > 0 && !libraries.has(need.name);
  });
}

/**
 * @param {string} name
 * @returns {string | undefined} the path of an executable on the PATH
 */
export function findCommand(name) {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      if (folder) accessSync(path, constants.X_OK);
      if (folder) return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

function loaderListing() {
  for (const command of ['ldconfig', '/sbin/ldconfig', '/usr/sbin/ldconfig']) {
    const result = spawnSync(command, ['-p'], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
    if (result.status === 0) return result.stdout;
  }
  return '';
}

/** @param {string} module */
function hasDevelopmentFiles(module) {
  return spawnSync('pkg-config', ['--exists', module], { stdio: 'ignore' }).status === 0;
}
