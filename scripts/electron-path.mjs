// Where the Electron of this checkout is and how it is started: shared by npm start, the window tests and the benches.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Electron
 * @property {'override' | 'installed' | 'fallback'} source where it comes from
 * @property {string} folder the folder that holds the executable
 * @property {string} executablePath
 * @property {string} version as its folder states it, or "unknown"
 * @property {boolean} takesAppPath false for a runtime without default_app.asar: it loads resources/app and ignores a path
 */

/** The folder of this checkout's own copy of a runtime that takes no app path, and the note that says what it is. */
export const mountedElectron = Object.freeze({ folder: '.cache/electron', note: 'streamscope.json' });

/**
 * The executable inside an Electron distribution folder.
 * @param {string} folder
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function executableIn(folder, platform = process.platform) {
  if (platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(folder, platform === 'win32' ? 'electron.exe' : 'electron');
}

/**
 * The resources folder inside an Electron distribution folder.
 * @param {string} folder
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function resourcesIn(folder, platform = process.platform) {
  return platform === 'darwin'
    ? join(folder, 'Electron.app', 'Contents', 'Resources')
    : join(folder, 'resources');
}

/**
 * The Electron to use, in the order: ELECTRON_OVERRIDE_DIST_PATH, the installed one, this checkout's copy of the
 * registry fallback. Nothing is downloaded or changed here.
 * @param {string} root the repository
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Electron | undefined} undefined when set-up has not made one ready
 */
export function findElectron(root, environment = process.env) {
  const override = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  const mounted = findMounted(root);
  if (override) {
    if (takesAppPath(override)) return describe('override', override, true);
    return mounted?.from === override ? mounted.electron : undefined;
  }
  const installed = join(root, 'node_modules', 'electron', 'dist');
  if (existsSync(executableIn(installed)) && existsSync(join(installed, 'version'))) {
    return describe('installed', installed, true);
  }
  return mounted?.electron.source === 'fallback' ? mounted.electron : undefined;
}

/**
 * What to hand to spawn or to Playwright's `_electron.launch`: the app's own arguments follow `args`.
 * @param {string} root the repository, built
 * @returns {{ executablePath: string, args: string[] }}
 * @throws {Error} when set-up has not made an Electron ready
 */
export function electronLaunch(root) {
  const electron = findElectron(root);
  if (!electron) throw new Error('No Electron is ready in this checkout. Run: npm run setup');
  // Chromium refuses to start its sandbox as root on Linux; every other start keeps it.
  const unsandboxed = process.platform === 'linux' && process.getuid?.() === 0;
  return {
    executablePath: electron.executablePath,
    args: [...(electron.takesAppPath ? [root] : []), ...(unsandboxed ? ['--no-sandbox'] : [])],
  };
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
export function takesAppPath(folder) {
  return existsSync(join(resourcesIn(folder), 'default_app.asar'));
}

/**
 * @param {string} root
 * @returns {{ from: string, electron: Electron } | undefined}
 */
function findMounted(root) {
  const folder = join(root, mountedElectron.folder);
  try {
    const note = JSON.parse(readFileSync(join(folder, mountedElectron.note), 'utf8'));
    if (!existsSync(executableIn(folder))) return undefined;
    return { from: note.from, electron: { ...describe(note.source, folder, false), version: note.version } };
  } catch {
    return undefined;
  }
}

/**
 * @param {Electron['source']} source
 * @param {string} folder
 * @param {boolean} takesPath
 * @returns {Electron}
 */
function describe(source, folder, takesPath) {
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'unknown';
  return { source, folder, executablePath: executableIn(folder), version, takesAppPath: takesPath };
}
