// Runs one suite with its output in a log file and its counts read from its own report.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npmCommand } from '../process/npm-command.mjs';
import { runLogged } from '../process/run-logged.mjs';
import { findBrowser } from '../setup/browser.mjs';
import { everySecond } from '../setup/progress.mjs';
import { countCheck, countOwnReport, countPlaywright, countVitest, describeCounts } from './counts.mjs';

/** Of a failing suite's output at most this much is printed, in characters; the log file has all of it. */
const shownOutput = 100_000;

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {import('./counts.mjs').Counts} counts
 * @property {number} seconds
 */

/**
 * @param {string} root
 * @param {import('./suites.mjs').Suite} suite
 * @param {import('../setup/progress.mjs').Progress} progress
 * @returns {Promise<Result>}
 */
export async function runSuite(root, suite, progress) {
  const started = Date.now();
  const report = join(root, '.cache', 'reports', `${suite.name}.json`);
  const log = join(root, '.cache', 'logs', `test-${suite.name}.log`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const line = progress.step(suite.name);
  const stop = everySecond((seconds) => line.update(`running … ${seconds} s`));
  const outcome = await runLogged({
    ...npmCommand(['run', '--silent', suite.script, ...reportArguments(suite, report)]),
    cwd: root,
    log,
    environment: suiteEnvironment(report),
    limitSeconds: suite.limitSeconds,
  });
  stop();
  const counts = count(suite, report, outcome);
  line.done(counts.note ? `${describeCounts(counts)}: ${counts.note}` : describeCounts(counts));
  if (counts.failed > 0) printOutput(suite.name, log);
  return { name: suite.name, counts, seconds: Math.round((Date.now() - started) / 1_000) };
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {string} report
 */
function reportArguments(suite, report) {
  if (suite.counted === 'own report') return ['--', '--report', report];
  return suite.counted === 'vitest'
    ? ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    : [];
}

/**
 * @param {string} report
 * @returns {NodeJS.ProcessEnv}
 */
function suiteEnvironment(report) {
  const browser = findBrowser();
  /** @type {NodeJS.ProcessEnv} */
  const environment = {
    ...process.env,
    NO_COLOR: '1',
    STREAMSCOPE_E2E_REPORT: report,
    ...(browser && { STREAMSCOPE_CHROMIUM: browser }),
  };
  delete environment['FORCE_COLOR'];
  return environment;
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {string} report
 * @param {import('../process/run-logged.mjs').Outcome} outcome
 */
function count(suite, report, { code, cause }) {
  const text = existsSync(report) ? readFileSync(report, 'utf8') : undefined;
  const counts = {
    'exit code': () => countCheck(code),
    vitest: () => countVitest(text, code),
    playwright: () => countPlaywright(text, code),
    'own report': () => countOwnReport(text, code),
  }[suite.counted]();
  return cause ? { ...counts, note: cause } : counts;
}

/**
 * @param {string} name
 * @param {string} log
 */
function printOutput(name, log) {
  const output = readFileSync(log, 'utf8').trimEnd();
  const shown = output.slice(-shownOutput);
  console.log(
    `\n--- output of ${name}${shown.length < output.length ? ` (its end; all of it: ${log})` : ''}`,
  );
  console.log(shown);
  console.log(`--- end of ${name}\n`);
}
