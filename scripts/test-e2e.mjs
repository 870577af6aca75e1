// npm run test:e2e: the app in its real window, built first, in a desktop session of its own; arguments go to Playwright.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { inOwnSession } from './process/session.mjs';
import { endTree } from './process/run-logged.mjs';
import { toolsNode } from './process/tools-node.mjs';
import { repositoryRoot } from './setup/context.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';

try {
  await setUp('test');
  process.exitCode = await runPlaywright(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.describe()}`);
  process.exitCode = 1;
}

/**
 * @param {string[]} ownArguments
 * @returns {Promise<number>}
 */
async function runPlaywright(ownArguments) {
  const playwright = join(repositoryRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const session = inOwnSession(toolsNode(repositoryRoot), [
    playwright,
    'test',
    '--config=test/e2e/playwright.config.ts',
    ...ownArguments,
  ]);
  const child = spawn(session.command, session.args, {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: session.environment,
    // A group of its own: an interrupt must end display, bus, keyring and windows, not only the first of them.
    detached: process.platform !== 'win32',
  });
  const end = () => endTree(child);
  process.on('SIGINT', end).on('SIGTERM', end);
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
