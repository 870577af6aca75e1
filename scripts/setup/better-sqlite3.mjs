// The SQLite addon: the package's own binary for a runtime with Node-API 10, else a build for Node-API 9, kept for all checkouts.
import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeHeaders, toolsNode } from '../process/tools-node.mjs';
import { loadCode, runSmall } from './addon-check.mjs';
import { logOf, mustRun } from './context.mjs';
import { SetupFailure } from './failure.mjs';
import { readStamp, writeStamp } from './stamp.mjs';
import { compilerNeeds } from './system-needs.mjs';
import { bringSystemPackages } from './system-packages.mjs';

const step = 'better-sqlite3';

/** The level of the package's own binaries. On a lower one they end the process instead of throwing. */
const packagedNodeApi = 10;

/**
 * The package's sources declare Node-API 10. Compiled as "experimental" they declare no level, and the build was seen
 * to work in Node 20.18 (Electron 33), 20.20 and 24.21; declared as level 9 it compiles, then ends the process.
 */
const compilerFlags = [
  '-UNAPI_VERSION',
  '-DNAPI_EXPERIMENTAL',
  '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  '-DNODE_API_EXPERIMENTAL_NO_WARNING',
].join(' ');

/**
 * @param {import('./context.mjs').Context} context
 * @param {import('../electron-path.mjs').Electron} electron
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 */
export async function bringBetterSqlite3(context, electron, runtime) {
  const { root } = context;
  const folder = join(root, 'node_modules', 'better-sqlite3');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const built = join(folder, 'build', 'Release', 'better_sqlite3.node');
  const stamp = `${version} for Electron ${runtime.version} with Node-API ${runtime.nodeApi}`;
  if (readStamp(root, step) === stamp && (runtime.nodeApi >= packagedNodeApi || existsSync(built))) return;

  const kept = join(context.cache, 'addons', keyOf(version, runtime.nodeApi), 'better_sqlite3.node');
  const check = () => problem(root, electron, runtime);
  const line = context.progress.step(step);
  if ((runtime.nodeApi >= packagedNodeApi || existsSync(built)) && !check()) {
    if (existsSync(built) && !existsSync(kept)) copyWhole(built, kept);
    writeStamp(root, step, stamp);
    return line.done(existsSync(built) ? `build for Node-API ${runtime.nodeApi}` : 'packaged binary');
  }
  if (existsSync(kept)) {
    copyWhole(kept, built);
    if (!check()) {
      writeStamp(root, step, stamp);
      return line.done(`kept build for Node-API ${runtime.nodeApi}`);
    }
  }

  await bringSystemPackages(context, compilerNeeds, 'to compile better-sqlite3');
  await compile(context, folder, line);
  const cause = check();
  if (cause) {
    throw new SetupFailure({
      step,
      cause: `compiled, yet it does not load: ${cause}`,
      remedy: 'delete node_modules/better-sqlite3/build, then run the same command again',
      log: logOf(context, 'better-sqlite3-compile'),
    });
  }
  copyWhole(built, kept);
  writeStamp(root, step, stamp);
  line.done(`compiled for Node-API ${runtime.nodeApi}`);
}

/**
 * @param {import('./context.mjs').Context} context
 * @param {string} folder
 * @param {import('./progress.mjs').Step} line
 */
async function compile(context, folder, line) {
  const { root } = context;
  const headers = nodeHeaders(root);
  await mustRun(context, {
    step,
    line,
    doing: 'compiling, about a minute',
    log: 'better-sqlite3-compile',
    command: toolsNode(root),
    args: [
      join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
      'rebuild',
      '--release',
      '--force_build=1',
      ...(headers ? [`--nodedir=${headers}`] : []),
    ],
    cwd: folder,
    environment: { ...process.env, CXXFLAGS: `${process.env['CXXFLAGS'] ?? ''} ${compilerFlags}`.trim() },
    remedy: `cd node_modules/better-sqlite3 && CXXFLAGS="${compilerFlags}" npx node-gyp rebuild --release --force_build=1`,
    limitSeconds: 900,
  });
  // Object files of tens of megabytes that nothing reads again.
  for (const name of ['obj', 'obj.target', '.deps']) {
    rmSync(join(folder, 'build', 'Release', name), { recursive: true, force: true });
  }
}

/**
 * @param {string} root
 * @param {import('../electron-path.mjs').Electron} electron
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 */
function problem(root, electron, runtime) {
  const executables = [toolsNode(root), ...(runtime.runsAsNode ? [electron.executablePath] : [])];
  for (const executable of executables) {
    const cause = runSmall(executable, loadCode['better-sqlite3'], root);
    if (cause) return `in ${executable}: ${cause}`;
  }
  return undefined;
}

/**
 * A build is only good for the C library it was made with or a newer one, so that is part of its name.
 * @param {string} version
 * @param {number} nodeApi
 */
function keyOf(version, nodeApi) {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report?.getReport() ?? {}
  );
  const library = report.header?.glibcVersionRuntime ?? 'none';
  return `better-sqlite3-${version}-napi${nodeApi}-${process.platform}-${process.arch}-libc${library}`;
}

/**
 * Copies so that no other process ever sees half a file.
 * @param {string} from
 * @param {string} to
 */
function copyWhole(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  const partial = `${to}.${process.pid}`;
  copyFileSync(from, partial, constants.COPYFILE_FICLONE);
  renameSync(partial, to);
}
