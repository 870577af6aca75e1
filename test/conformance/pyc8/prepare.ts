import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const version = '1.1.2';
const folder = fileURLToPath(new URL(`../../../.cache/pyc8-${version}/`, import.meta.url));
const installLimitMs = 150_000;

export type PreparedPython =
  { readonly ok: true; readonly command: string } | { readonly ok: false; readonly reason: string };

/** A Python with pyC8 in an environment of its own, made once. It is no part of the product, so it may be missing. */
export async function preparePython(): Promise<PreparedPython> {
  const command = `${folder}bin/python`;
  const stamp = `${folder}complete`;
  if (existsSync(stamp)) return { ok: true, command };
  try {
    await run('python3', ['--version']);
  } catch {
    return { ok: false, reason: 'there is no python3 on this machine' };
  }
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await run('python3', ['-m', 'venv', folder], { timeout: installLimitMs });
    const quickly = ['--quiet', '--disable-pip-version-check', '--retries', '1', '--timeout', '15'];
    await run(command, ['-m', 'pip', 'install', ...quickly, `pyC8==${version}`], {
      timeout: installLimitMs,
    });
    await writeFile(stamp, '');
    return { ok: true, command };
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ok: false, reason: `pyC8 ${version} could not be installed (${words})` };
  }
}
