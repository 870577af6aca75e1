// Every check there is, in the order they run: cheap ones first, so that a slip is told early.

/**
 * @typedef {object} Suite
 * @property {string} name as given to `npm test -- <name>`
 * @property {string} script the npm script that runs it
 * @property {'exit code' | 'vitest' | 'playwright' | 'own report'} counted how its results are counted
 * @property {number} limitSeconds after which it is ended and counted as failed
 * @property {string} [onlyWith] folder without which the suite is left out
 */

/** @type {readonly Suite[]} */
export const suites = [
  { name: 'format', script: 'check:format', counted: 'exit code', limitSeconds: 300 },
  { name: 'lint', script: 'check:lint', counted: 'exit code', limitSeconds: 900 },
  { name: 'types', script: 'check:types', counted: 'exit code', limitSeconds: 900 },
  { name: 'architecture', script: 'test:architecture', counted: 'vitest', limitSeconds: 300 },
  { name: 'unit', script: 'test:unit', counted: 'vitest', limitSeconds: 1_200 },
  { name: 'component', script: 'test:component', counted: 'vitest', limitSeconds: 1_200 },
  { name: 'integration', script: 'test:integration', counted: 'vitest', limitSeconds: 1_800 },
  {
    name: 'conformance',
    script: 'test:conformance',
    counted: 'vitest',
    limitSeconds: 1_800,
    onlyWith: 'test/conformance',
  },
  { name: 'pulsar', script: 'test:pulsar', counted: 'own report', limitSeconds: 1_200 },
  { name: 'e2e', script: 'test:e2e', counted: 'playwright', limitSeconds: 3_600 },
];

/**
 * @param {readonly string[]} names none for all
 * @returns {{ chosen: Suite[], unknown: string[] }}
 */
export function chooseSuites(names) {
  return {
    chosen: suites.filter((suite) => names.length === 0 || names.includes(suite.name)),
    unknown: names.filter((name) => !suites.some((suite) => suite.name === name)),
  };
}
