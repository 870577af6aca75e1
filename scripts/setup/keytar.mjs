// The keychain addon: the published binary where it can be had, else compiled here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from '../process/run-logged.mjs';
import { nodeHeaders, toolsNode } from '../process/tools-node.mjs';
import { loadCode, runSmall } from './addon-check.mjs';
import { logOf, mustRun } from './context.mjs';
import { SetupFailure } from './failure.mjs';
import { keytarNeeds } from './system-needs.mjs';
import { bringSystemPackages } from './system-packages.mjs';

const step = 'keytar';

/**
 * keytar's own Node-API level. node-gyp would take the building Node's level instead, and an addon that asks for a
 * higher level than its runtime has ends the process when it is loaded.
 */
const nodeApi = 3;

/** A machine without GitHub fails at once, or, behind a wall that answers nothing, after this many seconds. */
const publishedLimit = 25;

/** @param {import('./context.mjs').Context} context */
export async function bringKeytar(context) {
  const { root } = context;
  const folder = join(root, 'node_modules', 'keytar');
  const addon = join(folder, 'build', 'Release', 'keytar.node');
  if (existsSync(addon)) return;
  const line = context.progress.step(step);
  line.update('looking for the published binary');
  const published = await runLogged({
    command: toolsNode(root),
    args: [join(root, 'node_modules', 'prebuild-install', 'bin.js')],
    cwd: folder,
    log: logOf(context, 'keytar-published'),
    limitSeconds: publishedLimit,
  });
  if (published.code === 0 && !problem(root)) return line.done('published binary');
  await bringSystemPackages(context, keytarNeeds, 'to compile keytar');
  const headers = nodeHeaders(root);
  await mustRun(context, {
    step,
    line,
    doing: 'compiling',
    log: 'keytar-compile',
    command: toolsNode(root),
    args: [
      join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
      'rebuild',
      '--release',
      `--napi_build_version=${nodeApi}`,
      ...(headers ? [`--nodedir=${headers}`] : []),
    ],
    cwd: folder,
    remedy: `cd node_modules/keytar && npx node-gyp rebuild --release --napi_build_version=${nodeApi}`,
    limitSeconds: 300,
  });
  const cause = problem(root);
  if (cause) {
    throw new SetupFailure({
      step,
      cause: `compiled, yet it does not load: ${cause}`,
      remedy: 'delete node_modules/keytar/build, then run the same command again',
      log: logOf(context, 'keytar-compile'),
    });
  }
  line.done('compiled');
}

/** @param {string} root */
function problem(root) {
  return runSmall(toolsNode(root), loadCode.keytar, root);
}
