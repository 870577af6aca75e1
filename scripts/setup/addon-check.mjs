// Loads a native addon in a process of its own: an addon for a newer Node-API ends its process, it throws nothing.
import { spawnSync } from 'node:child_process';

/**
 * @param {string} executable a Node, or an Electron that may run as one
 * @param {string} code CommonJS to run
 * @param {string} cwd
 * @returns {string | undefined} what went wrong; undefined when all is well
 */
export function runSmall(executable, code, cwd) {
  const result = spawnSync(executable, ['-e', code], {
    cwd,
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
  });
  if (result.status === 0) return undefined;
  if (result.error) return result.error.message;
  if (result.signal) return `the process crashed (${result.signal})`;
  const lines = result.stderr.trim().split('\n');
  return lines.find((line) => line.includes('Error')) ?? lines.at(-1) ?? `exit code ${result.status}`;
}

/** Code for {@link runSmall}: loads the addon behind each package and uses it once. */
export const loadCode = Object.freeze({
  keytar: 'if (typeof require("keytar").getPassword !== "function") process.exit(1)',
  'better-sqlite3': 'const D = require("better-sqlite3"); new D(":memory:").prepare("select 1").get()',
});
