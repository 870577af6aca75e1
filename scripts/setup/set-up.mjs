// Set-up makes a checkout ready to run: each step looks first and works only when something is missing.
import { join } from 'node:path';
import { bringBetterSqlite3 } from './better-sqlite3.mjs';
import { build } from './build.mjs';
import { findBrowser } from './browser.mjs';
import { repositoryRoot, userCache } from './context.mjs';
import { bringElectron } from './electron.mjs';
import { SetupFailure } from './failure.mjs';
import { bringKeytar } from './keytar.mjs';
import { takeLock } from './lock.mjs';
import { bringNodePackages, bringToolsNode } from './node-packages.mjs';
import { createProgress } from './progress.mjs';
import { browserNeeds, displayNeeds, keychainNeeds, runNeeds } from './system-needs.mjs';
import { bringSystemPackages } from './system-packages.mjs';

/** The oldest Node that npm and these scripts are tried with. */
const oldestNode = [20, 19];

/**
 * @param {import('./context.mjs').Purpose} purpose "start" for what the app needs, "test" for what every check needs
 * @param {object} [options]
 * @param {import('./progress.mjs').Progress} [options.progress]
 * @param {boolean} [options.withBuild] false leaves the build to whoever needs it
 * @throws {SetupFailure}
 */
export async function setUp(purpose, { progress = createProgress(), withBuild = true } = {}) {
  const context = { root: repositoryRoot, cache: userCache(), purpose, progress };
  checkNode();
  const waiting = progress.step('set-up');
  const release = await takeLock(join(context.root, '.cache', 'set-up.lock'), (holder) =>
    waiting.update(`waiting for another set-up of this checkout (process ${holder})`),
  );
  try {
    await bringSystemPackages(context, systemNeeds(purpose), `for npm ${purpose}`);
    await bringNodePackages(context);
    await bringToolsNode(context);
    await bringKeytar(context);
    const { electron, runtime } = await bringElectron(context);
    await bringBetterSqlite3(context, electron, runtime);
    if (withBuild) await build(context);
  } finally {
    release();
  }
}

/**
 * @param {import('./context.mjs').Purpose} purpose
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function systemNeeds(purpose, environment = process.env) {
  const hasDisplay = Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
  // As root without a display the window can only be shown on one that nobody sees.
  const display = hasDisplay || (purpose === 'start' && process.getuid?.() !== 0) ? [] : displayNeeds;
  const checks =
    purpose === 'test' ? [...keychainNeeds, ...(findBrowser(environment) ? [] : browserNeeds)] : [];
  return [...runNeeds, ...display, ...checks];
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupFailure({
    step: 'Node',
    cause: `this is Node ${process.versions.node}; ${oldestNode.join('.')} or newer is needed`,
    remedy: 'install a newer Node, then run the same command again',
  });
}
