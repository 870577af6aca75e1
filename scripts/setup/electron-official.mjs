// The official Electron, downloaded by its own installer from GitHub or from the mirror the user has set.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from '../process/run-logged.mjs';
import { toolsNode } from '../process/tools-node.mjs';
import { causeOf, logOf } from './context.mjs';
import { folderSize, megabytes } from './folder-size.mjs';
import { everySecond } from './progress.mjs';

/** A machine that cannot reach GitHub is told so within this many milliseconds, also when nothing answers at all. */
const probeLimit = 8_000;
const downloadLimitSeconds = 900;

/**
 * @param {import('./context.mjs').Context} context
 * @param {import('./progress.mjs').Step} line
 * @returns {Promise<string | undefined>} why it could not be had; undefined when it is installed
 */
export async function downloadOfficial(context, line) {
  const { root } = context;
  line.update('looking for the official download');
  const unreachable = await probe();
  if (unreachable) return unreachable;
  // The installer writes into the temporary folder first: its own one tells how far it is.
  const temporary = join(root, '.cache', 'electron-download');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const stop = everySecond(() => line.update(`official download … ${megabytes(folderSize(temporary))}`));
  try {
    const command = toolsNode(root);
    const outcome = await runLogged({
      command,
      args: [join(root, 'node_modules', 'electron', 'install.js')],
      cwd: root,
      log: logOf(context, 'electron-official'),
      environment: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      limitSeconds: downloadLimitSeconds,
    });
    return outcome.code === 0 ? undefined : causeOf(outcome, 'node node_modules/electron/install.js');
  } finally {
    stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @returns {Promise<string | undefined>} why GitHub is out of reach; undefined when it answers or need not */
async function probe() {
  const settings = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'];
  // A mirror or a proxy is the installer's business; the time limit of the download still holds.
  if (settings.some((name) => process.env[name])) return undefined;
  try {
    await fetch('https://github.com', { method: 'HEAD', signal: AbortSignal.timeout(probeLimit) });
    return undefined;
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause : error).message : String(error);
    return `https://github.com is out of reach (${reason})`;
  }
}
