// npm start: sets up what is missing, then runs the app; arguments after "--" go to it.
import { spawn } from 'node:child_process';
import { electronLaunch } from './electron-path.mjs';
import { repositoryRoot } from './setup/context.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';

try {
  await setUp('start');
  checkDisplay();
  process.exitCode = await launch(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.describe()}`);
  process.exitCode = 1;
}

function checkDisplay() {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return;
  throw new SetupFailure({
    step: 'display',
    cause:
      'everything is ready, but there is no display to open the window on (DISPLAY and WAYLAND_DISPLAY are not set)',
    remedy: 'run it in a desktop session, or on a display that nobody sees: xvfb-run -a npm start',
  });
}

/**
 * @param {string[]} ownArguments
 * @returns {Promise<number>} the app's exit code; 128 and the signal's number when a signal ended it
 */
function launch(ownArguments) {
  const { executablePath, args } = electronLaunch(repositoryRoot);
  const environment = { ...process.env };
  // Set by editors that are Electron themselves: the app would start as a plain Node.
  delete environment['ELECTRON_RUN_AS_NODE'];
  const child = spawn(executablePath, [...args, ...ownArguments], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: environment,
  });
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(
        new SetupFailure({
          step: 'Electron',
          cause: `it could not be started: ${error.message}`,
          remedy: 'delete .cache/electron and node_modules/electron/dist, then run npm start again',
        }),
      ),
    );
    child.once('exit', (code, signal) => resolve(code ?? 128 + numberOf(signal)));
  });
}

/** @param {NodeJS.Signals | null} signal */
function numberOf(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[String(signal)] ?? 0;
}
