// What an Electron is inside: its version and the Node-API level that addons may ask for.
import { spawnSync } from 'node:child_process';

/**
 * @typedef {object} Runtime
 * @property {string} version of Electron
 * @property {number} nodeApi
 * @property {boolean} runsAsNode whether it can be asked to load an addon without opening a window
 */

/** The first Electron major whose Node has Node-API 10, for an Electron that cannot be asked. */
const firstWithNodeApi10 = 36;

/**
 * @param {import('../electron-path.mjs').Electron} electron
 * @returns {Runtime}
 */
export function inspectRuntime(electron) {
  const result = spawnSync(
    electron.executablePath,
    ['-e', 'console.log(JSON.stringify([process.versions.electron, process.versions.napi]))'],
    {
      encoding: 'utf8',
      timeout: 15_000,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    },
  );
  const answer = /\["([\d.]+[^"]*)","(\d+)"\]/.exec(result.stdout ?? '');
  if (answer?.[1] && answer[2]) return { version: answer[1], nodeApi: Number(answer[2]), runsAsNode: true };
  return { version: electron.version, nodeApi: nodeApiOf(electron.version), runsAsNode: false };
}

/**
 * An addon for the lower level loads everywhere, so an unknown version counts as old.
 * @param {string} version
 * @returns {number}
 */
export function nodeApiOf(version) {
  return Number.parseInt(version, 10) >= firstWithNodeApi10 ? 10 : 9;
}
