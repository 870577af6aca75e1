// npm test: sets up what is missing, runs every suite (or those named), and ends with one plain line of counts.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from './process/run-logged.mjs';
import { repositoryRoot } from './setup/context.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { countsOf } from './test/counts.mjs';
import { suitesOf } from './test/suites.mjs';

const reports = join(repositoryRoot, 'test-results', 'reports');
const reportFile = (/** @type {string} */ name) => join(reports, `${name}.json`);

try {
  await setUp('test');
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.describe()}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const suites = suitesOf(repositoryRoot, reportFile);
const named = process.argv.slice(2);
const unknown = named.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`Unknown suite: ${unknown.join(', ')}. Known: ${suites.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const chosen = named.length === 0 ? suites : suites.filter(({ name }) => named.includes(name));
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const summary = [];
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
for (const suite of chosen) await run(suite);

console.log(`\n${summary.join('\n')}\n`);
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** @param {import('./test/suites.mjs').Suite} suite */
async function run(suite) {
  console.log(`\n== ${suite.name}`);
  const startedAt = performance.now();
  const outcome = await runLogged({
    command: suite.command,
    args: suite.args,
    cwd: repositoryRoot,
    log: join(repositoryRoot, '.cache', 'logs', `test-${suite.name}.log`),
    environment: { ...process.env, ...suite.environment, FORCE_COLOR: '0', NO_COLOR: '1' },
    limitSeconds: suite.limitSeconds,
    onOutput: (text) => process.stdout.write(text),
  });
  const counts = countsOf(suite, outcome.code, reportFile(suite.name));
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const problem = [counts.problem, outcome.cause].filter(Boolean).join('; ');
  summary.push(
    `${suite.name.padEnd(13)} ${`${counts.passed} passed`.padEnd(12)} ${`${counts.failed} failed`.padEnd(10)} ` +
      `${`${counts.skipped} skipped`.padEnd(11)} ${seconds} s${problem === '' ? '' : `  (${problem})`}`,
  );
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
