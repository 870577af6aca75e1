// The npm packages exactly as package-lock.json names them, without their install scripts, then the Node that runs the tools.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../process/npm-command.mjs';
import { packagedNode } from '../process/tools-node.mjs';
import { mustRun } from './context.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

const lockStamp = 'package-lock';

/** @param {import('./context.mjs').Context} context */
export async function bringNodePackages(context) {
  const { root } = context;
  const line = context.progress.step('npm packages');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (readStamp(root, lockStamp) === lock) return line.done('up to date');
  await mustRun(context, {
    step: 'npm packages',
    line,
    doing: 'npm ci',
    log: 'npm-ci',
    // Install scripts wait: they fail where GitHub or a compiler is missing, and each has a step of its own here.
    ...npmCommand(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']),
    remedy: 'npm ci --ignore-scripts',
    limitSeconds: 900,
  });
  writeStamp(root, lockStamp, lock);
  line.done('installed');
}

/** @param {import('./context.mjs').Context} context */
export async function bringToolsNode(context) {
  const { root } = context;
  if (existsSync(packagedNode(root))) return;
  const line = context.progress.step('Node for tools');
  await mustRun(context, {
    step: 'Node for tools',
    line,
    doing: 'npm rebuild node',
    log: 'npm-rebuild-node',
    ...npmCommand(['rebuild', 'node']),
    remedy: 'npm rebuild node',
    limitSeconds: 600,
  });
  line.done('ready');
}
