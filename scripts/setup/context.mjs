// What every step of set-up is given: where things are, how to say how far it is, how to run a command that must succeed.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLogged } from '../process/run-logged.mjs';
import { SetupFailure } from './failure.mjs';
import { everySecond } from './progress.mjs';

/**
 * @typedef {'start' | 'test'} Purpose
 *
 * @typedef {object} Context
 * @property {string} root the repository
 * @property {string} cache folder shared by all checkouts of this user
 * @property {Purpose} purpose
 * @property {import('./progress.mjs').Progress} progress
 */

/** The repository this file is part of. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 * @returns {string} the user's cache folder for this project
 */
export function userCache(environment = process.env, platform = process.platform, home = homedir()) {
  const base =
    environment['XDG_CACHE_HOME'] ||
    (platform === 'win32' && environment['LOCALAPPDATA']) ||
    (platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache'));
  return join(base, 'streamscope');
}

/**
 * The log file of a step.
 * @param {Pick<Context, 'root'>} context
 * @param {string} name
 */
export function logOf(context, name) {
  return join(context.root, '.cache', 'logs', `${name}.log`);
}

/**
 * Runs a command that must succeed; while it runs, its step tells the seconds spent.
 * @param {Context} context
 * @param {object} request
 * @param {string} request.step the step's name in a failure
 * @param {import('./progress.mjs').Step} request.line
 * @param {string} request.doing what is said while it runs, e.g. "compiling"
 * @param {string} request.log name of the log file
 * @param {string} request.command
 * @param {readonly string[]} request.args
 * @param {string} request.remedy
 * @param {number} request.limitSeconds
 * @param {string} [request.cwd]
 * @param {NodeJS.ProcessEnv} [request.environment]
 * @param {() => string} [request.figure] said instead of the seconds
 * @returns {Promise<string>} the end of the output
 * @throws {SetupFailure}
 */
export async function mustRun(context, request) {
  const { step, line, doing, command, args, remedy, limitSeconds, cwd = context.root, environment } = request;
  const log = logOf(context, request.log);
  const stop = everySecond((seconds) => line.update(`${doing} … ${request.figure?.() ?? `${seconds} s`}`));
  try {
    const outcome = await runLogged({
      command,
      args,
      cwd,
      log,
      limitSeconds,
      ...(environment && { environment }),
    });
    if (outcome.code === 0) return outcome.tail;
    throw new SetupFailure({ step, cause: causeOf(outcome, command), remedy, log });
  } finally {
    stop();
  }
}

/**
 * @param {import('../process/run-logged.mjs').Outcome} outcome
 * @param {string} command
 * @returns {string} why it failed, then the last lines it printed
 */
export function causeOf(outcome, command) {
  const why = outcome.cause ?? `it ended with exit code ${outcome.code}`;
  const lines = outcome.tail.split('\n').slice(-15);
  return [`${command}: ${why}`, ...lines].join('\n').trimEnd();
}
