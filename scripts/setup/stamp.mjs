// Notes a step leaves inside node_modules, so that a later run knows the step need not be repeated; npm ci removes them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param {string} root
 * @param {string} name
 * @returns {string | undefined} what the step noted
 */
export function readStamp(root, name) {
  try {
    return readFileSync(stampPath(root, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string} value
 */
export function writeStamp(root, name, value) {
  const path = stampPath(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${value}\n`);
}

/**
 * @param {string} root
 * @param {string} name
 */
function stampPath(root, name) {
  return join(root, 'node_modules', '.streamscope', name);
}
