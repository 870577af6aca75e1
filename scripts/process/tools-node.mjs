// The Node that runs the tools: npm's `node` package (Node 24), else this one if it is new enough.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} root
 * @returns {string} where the `node` package's executable is once its install step has run
 */
export function packagedNode(root) {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * @param {string} root
 * @returns {string} the path of an executable
 */
export function toolsNode(root) {
  return existsSync(packagedNode(root)) ? packagedNode(root) : process.execPath;
}

/**
 * The folder with Node's C headers that node-gyp needs, as npm's `node` package carries it.
 * @param {string} root
 * @returns {string | undefined} undefined where the package has none (Windows)
 */
export function nodeHeaders(root) {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${process.platform}-${process.arch}`;
  const folders = [
    join(root, 'node_modules', 'node', 'node_modules', name),
    join(root, 'node_modules', name),
  ];
  return folders.find((folder) => existsSync(join(folder, 'include', 'node', 'node_api.h')));
}
