// npm run check:types: every room against its own tsconfig, which says which globals and modules it may know.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toolsNode } from './process/tools-node.mjs';
import { repositoryRoot } from './setup/context.mjs';

/** Compilers at a time: each takes a core and some hundred megabytes. */
const width = 2;

const rooms = [
  { folder: 'src/renderer', checker: 'svelte' },
  { folder: 'src/main', checker: 'tsc' },
  { folder: 'test', checker: 'tsc' },
  { folder: 'src/shared', checker: 'tsc' },
  { folder: 'src/preload', checker: 'tsc' },
  { folder: 'scripts', checker: 'tsc' },
];

const waiting = rooms.filter(({ folder }) => hasSources(folder));
const failed = [];
await Promise.all(
  Array.from({ length: width }, async () => {
    for (let room = waiting.shift(); room; room = waiting.shift()) {
      const { code, output } = await check(room);
      console.log(`${code === 0 ? 'ok    ' : 'failed'} ${room.folder}`);
      if (code === 0) continue;
      failed.push(room.folder);
      console.log(output);
    }
  }),
);
process.exitCode = failed.length === 0 ? 0 : 1;

/**
 * @param {{ folder: string, checker: string }} room
 * @returns {Promise<{ code: number, output: string }>}
 */
function check({ folder, checker }) {
  const project = join(folder, 'tsconfig.json');
  const args =
    checker === 'svelte'
      ? [
          'node_modules/svelte-check/bin/svelte-check',
          '--tsconfig',
          project,
          '--fail-on-warnings',
          '--output',
          'human',
        ]
      : ['node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false', '-p', project];
  const child = spawn(toolsNode(repositoryRoot), args, {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: output.trimEnd() }));
  });
}

/**
 * A room without a source has nothing to check; the compiler would call that an error.
 * @param {string} folder
 */
function hasSources(folder) {
  const path = join(repositoryRoot, folder);
  if (!existsSync(path)) return false;
  return readdirSync(path, { recursive: true }).some((name) => /\.(ts|mjs|svelte)$/.test(String(name)));
}
