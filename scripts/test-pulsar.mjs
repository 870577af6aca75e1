// npm run test:pulsar: sees to Java and Maven, then runs test/pulsar/run.ts, which tells its arguments.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { toolsNode } from './process/tools-node.mjs';
import { repositoryRoot as root, userCache } from './setup/context.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { createProgress } from './setup/progress.mjs';
import { brokerNeeds } from './setup/system-needs.mjs';
import { bringSystemPackages } from './setup/system-packages.mjs';

const cache = userCache();
const given = process.argv.slice(2);
const isWithoutBroker = given.includes('--recorded');
const missing = isWithoutBroker ? undefined : await missingPackages();
const child = spawn(
  toolsNode(root),
  [
    join(root, 'test', 'pulsar', 'run.ts'),
    ...['--cache', join(cache, 'pulsar')],
    ...(missing ? ['--unavailable', missing] : []),
    ...given,
  ],
  { cwd: root, stdio: 'inherit' },
);
// The run ends its broker before it leaves, so this process waits for it.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => child.kill(signal));
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});

/** @returns {Promise<string | undefined>} why Java or Maven is not to be had, with what to do about it */
async function missingPackages() {
  const context = /** @type {const} */ ({ root, cache, purpose: 'test', progress: createProgress() });
  try {
    await bringSystemPackages(context, brokerNeeds, 'Java and Maven');
    return undefined;
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    return `${error.cause.split('\n')[0]} (${error.remedy})`;
  }
}
