// npm test: sets up what is missing, then runs every check and says on the last line how many passed and failed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './setup/context.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { createProgress } from './setup/progress.mjs';
import { setUp } from './setup/set-up.mjs';
import { describeCounts, sumCounts } from './test/counts.mjs';
import { runSuite } from './test/run-suite.mjs';
import { chooseSuites, suites } from './test/suites.mjs';

const { chosen, unknown } = chooseSuites(process.argv.slice(2));
if (unknown.length > 0) {
  console.error(`Unknown suite: ${unknown.join(', ')}. Known: ${suites.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

/** @type {import('./test/run-suite.mjs').Result[]} */
const results = [];
const progress = createProgress();
try {
  // The window tests build by themselves: a broken build must not hide what the other checks say.
  await setUp('test', { progress, withBuild: false });
  for (const suite of chosen) {
    if (suite.onlyWith && !existsSync(join(repositoryRoot, suite.onlyWith))) continue;
    results.push(await runSuite(repositoryRoot, suite, progress));
  }
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.log(`\n${error.describe()}`);
  results.push({ name: 'set-up', counts: { passed: 0, failed: 1, skipped: 0 }, seconds: 0 });
}

const sum = sumCounts(results.map(({ counts }) => counts));
console.log(
  `\n${'suite'.padEnd(16)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`,
);
for (const { name, counts, seconds } of results) {
  const figures = [counts.passed, counts.failed].map((figure) => String(figure).padStart(8)).join('');
  console.log(
    `${name.padEnd(16)}${figures}${String(counts.skipped).padStart(9)}${String(seconds).padStart(9)}`,
  );
}
console.log(`\n${describeCounts(sum)}`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
