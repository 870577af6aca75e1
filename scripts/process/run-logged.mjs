// Runs one command with its whole output kept in a log file, its last lines at hand, a time limit, and nothing left behind.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** How much of the end of the output is kept in memory for a failure's message, in characters. */
const tailLimit = 8_000;
/** After a polite end signal a process tree gets this long, in milliseconds, before it is killed. */
const endGrace = 3_000;

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 1 when the command could not start, timed out or ended by a signal
 * @property {string} tail the end of stdout and stderr as they came
 * @property {string | undefined} cause why there is no exit code of its own: not found, time limit, signal
 */

/**
 * @param {object} request
 * @param {string} request.command
 * @param {readonly string[]} request.args
 * @param {string} request.cwd
 * @param {string} request.log file that receives the whole output; overwritten
 * @param {NodeJS.ProcessEnv} [request.environment]
 * @param {number} request.limitSeconds
 * @param {(text: string) => void} [request.onOutput]
 * @returns {Promise<Outcome>}
 */
export function runLogged({ command, args, cwd, log, environment = process.env, limitSeconds, onOutput }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  file.write(`$ ${[command, ...args].join(' ')}\n`);
  return new Promise((resolve) => {
    let tail = '';
    /** @type {string | undefined} */
    let cause;
    const child = spawn(command, args, {
      cwd,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a time limit ends compilers and browsers too.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const take = (/** @type {string} */ text) => {
      file.write(text);
      tail = (tail + text).slice(-tailLimit);
      onOutput?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const limit = setTimeout(() => {
      cause = `it did not end within ${limitSeconds} s`;
      endTree(child);
    }, limitSeconds * 1_000);
    const stopForwarding = endWithUs(child);
    const finish = (/** @type {number} */ code) => {
      clearTimeout(limit);
      stopForwarding();
      file.end(() => resolve({ code: cause ? code || 1 : code, tail: tail.trimEnd(), cause }));
    };
    child.once('error', (error) => {
      cause = `it could not be started (${error.message})`;
      finish(1);
    });
    child.once('close', (code, signal) => {
      if (signal && !cause) cause = `it was ended by ${signal}`;
      finish(code ?? 1);
    });
  });
}

/**
 * Ends a process and all it started (it must lead its own group, except on Windows).
 * @param {import('node:child_process').ChildProcess} child
 */
export function endTree(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  signalGroup(child.pid, 'SIGTERM');
  setTimeout(signalGroup, endGrace, child.pid, 'SIGKILL').unref();
}

/**
 * While the child runs, an interrupt of this process ends the child's tree first, then this process.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops this
 */
function endWithUs(child) {
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    endTree(child);
    child.once('close', () => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  return () => void process.off('SIGINT', end).off('SIGTERM', end);
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // The whole group has ended already.
  }
}
