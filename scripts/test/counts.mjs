// Turns what a suite reports into counts. A suite that failed, could not run, or ran nothing never counts as clean.

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] what the figures alone would not tell
 */

/**
 * @param {number} exitCode
 * @returns {Counts} of a check that is one thing that holds or not
 */
export function countCheck(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * @param {string | undefined} report text of vitest's JSON report; undefined when none was written
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  const parsed = parse(report);
  if (!parsed) return broken(exitCode);
  /** @type {{ status?: string, assertionResults?: unknown[] }[]} */
  const files = Array.isArray(parsed['testResults']) ? parsed['testResults'] : [];
  // A file that fails before its first test is one failure that vitest's own sum leaves out.
  const unread = files.filter((file) => file.status === 'failed' && !file.assertionResults?.length).length;
  return settle(
    {
      passed: number(parsed['numPassedTests']),
      failed: number(parsed['numFailedTests']) + unread,
      skipped: number(parsed['numPendingTests']) + number(parsed['numTodoTests']),
    },
    exitCode,
  );
}

/**
 * @param {string | undefined} report text of Playwright's JSON report; undefined when none was written
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  const stats = parse(report)?.['stats'];
  if (!isRecord(stats)) return broken(exitCode);
  const flaky = number(stats['flaky']);
  const counts = settle(
    {
      passed: number(stats['expected']) + flaky,
      failed: number(stats['unexpected']),
      skipped: number(stats['skipped']),
    },
    exitCode,
  );
  return flaky > 0 ? { ...counts, note: `${flaky} passed only when tried again` } : counts;
}

/**
 * @param {string | undefined} report JSON text of counts, as test/pulsar writes it; undefined when none was written
 * @param {number} exitCode
 * @returns {Counts} a suite that could not be had here counts as skipped, never as passed
 */
export function countOwnReport(report, exitCode) {
  const parsed = parse(report);
  if (!parsed) return broken(exitCode);
  const counts = {
    passed: number(parsed['passed']),
    failed: number(parsed['failed']),
    skipped: number(parsed['skipped']),
  };
  const note = typeof parsed['note'] === 'string' ? { note: parsed['note'] } : {};
  const isSkipped = exitCode === 0 && counts.passed + counts.failed === 0 && counts.skipped > 0;
  return { ...note, ...(isSkipped ? counts : settle(counts, exitCode)) };
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * @param {Counts} counts
 * @returns {string} "N passed, N failed", and the skipped ones when there are any
 */
export function describeCounts({ passed, failed, skipped }) {
  const text = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${text}, ${skipped} skipped` : text;
}

/**
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function settle(counts, exitCode) {
  if (counts.failed > 0) return counts;
  if (exitCode !== 0) {
    return { ...counts, failed: 1, note: `no test failed, yet it ended with exit code ${exitCode}` };
  }
  return counts.passed === 0 ? { ...counts, failed: 1, note: 'it ran nothing' } : counts;
}

/**
 * @param {number} exitCode
 * @returns {Counts}
 */
function broken(exitCode) {
  return { passed: 0, failed: 1, skipped: 0, note: `it left no report (exit code ${exitCode})` };
}

/**
 * @param {string | undefined} text
 * @returns {Record<string, unknown> | undefined}
 */
function parse(text) {
  try {
    const value = JSON.parse(text ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === 'object' && value !== null;
}

/** @param {unknown} value */
function number(value) {
  return typeof value === 'number' ? value : 0;
}
