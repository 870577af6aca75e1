// Reads what a suite counted. A suite that wrote nothing, or ran nothing, has failed: an empty pass proves nothing.
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number, problem?: string }} Counts */

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {number} exitCode
 * @param {string} reportFile
 * @returns {Counts}
 */
export function countsOf(suite, exitCode, reportFile) {
  if (suite.report === undefined) {
    return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  }
  const counts = suite.report === 'vitest' ? vitestCounts(reportFile) : playwrightCounts(reportFile);
  if (counts === undefined) return { passed: 0, failed: 1, skipped: 0, problem: 'it wrote no report' };
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, problem: 'it ran no test' };
  if (exitCode !== 0 && counts.failed === 0) {
    return { ...counts, failed: 1, problem: `its tests passed, but it ended with ${exitCode}` };
  }
  return counts;
}

/**
 * @param {string} path
 * @returns {Counts | undefined}
 */
function vitestCounts(path) {
  const report = readReport(path);
  if (report === undefined) return undefined;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = report;
  // A file that failed before its first test counts as a suite only.
  const failed = numFailedTests === 0 ? Math.min(numFailedTestSuites, 1) : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

/**
 * @param {string} path
 * @returns {Counts | undefined}
 */
function playwrightCounts(path) {
  const stats = readReport(path)?.stats;
  if (stats === undefined) return undefined;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
