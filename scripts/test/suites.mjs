// The suites of npm test, in the order they run: cheap ones first, so that a slip is known early.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toolsNode } from '../process/tools-node.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} command
 * @property {string[]} args
 * @property {'vitest' | 'playwright' | undefined} report how its tests are counted; undefined counts the whole as one
 * @property {NodeJS.ProcessEnv} [environment]
 * @property {number} limitSeconds
 */

/**
 * @param {string} root the repository
 * @param {(name: string) => string} reportFile where a suite writes its counts
 * @returns {Suite[]}
 */
export function suitesOf(root, reportFile) {
  const node = toolsNode(root);
  const tool = (/** @type {string[]} */ ...path) => join(root, 'node_modules', ...path);
  /** @type {(name: string, args: string[]) => Suite} */
  const check = (name, args) => ({ name, command: node, args, report: undefined, limitSeconds: 600 });
  /** @type {(name: string, limitSeconds: number) => Suite} */
  const vitest = (name, limitSeconds) => ({
    name,
    command: node,
    args: [
      tool('vitest', 'vitest.mjs'),
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile(name)}`,
    ],
    report: 'vitest',
    limitSeconds,
  });
  return [
    check('format', [tool('prettier', 'bin', 'prettier.cjs'), '--check', '.']),
    check('lint', [tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0']),
    check('types', [join(root, 'scripts', 'check-types.mjs')]),
    vitest('architecture', 120),
    vitest('unit', 900),
    vitest('component', 900),
    vitest('integration', 900),
    ...(existsSync(join(root, 'test', 'conformance')) ? [vitest('conformance', 900)] : []),
    {
      name: 'e2e',
      command: node,
      args: [join(root, 'scripts', 'test-e2e.mjs')],
      report: 'playwright',
      environment: { STREAMSCOPE_E2E_REPORT: reportFile('e2e') },
      limitSeconds: 1_800,
    },
  ];
}
