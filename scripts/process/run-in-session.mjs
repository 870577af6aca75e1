// Runs a script with the tools' Node against the built app, in a desktop session of its own.
import { spawn } from 'node:child_process';
import { repositoryRoot } from '../setup/context.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { setUp } from '../setup/set-up.mjs';
import { endTree } from './run-logged.mjs';
import { inOwnSession } from './session.mjs';
import { toolsNode } from './tools-node.mjs';

/**
 * Sets up and builds what is missing first; what cannot be set up is told, and counts as a failure.
 * @param {readonly string[]} args script and its arguments
 * @returns {Promise<number>} exit code
 */
export async function runInSession(args) {
  try {
    await setUp('test');
    return await run(args);
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    console.error(`\n${error.describe()}`);
    return 1;
  }
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
async function run(args) {
  const session = inOwnSession(toolsNode(repositoryRoot), args);
  const child = spawn(session.command, session.args, {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: session.environment,
    // A group of its own: an interrupt must end display, bus, keyring and windows, not only the first of them.
    detached: process.platform !== 'win32',
  });
  const end = () => endTree(child);
  process.on('SIGINT', end).on('SIGTERM', end);
  /** @type {number} */
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${session.command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  endTree(child);
  session.remove();
  return code;
}
