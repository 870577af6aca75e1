import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSink } from '../../../../src/main/log/file-sink.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streamscope-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the log file', () => {
  it('is not there before there is something to say', async () => {
    const path = join(folder, 'main.log');
    await createFileSink(path).settled();
    expect(existsSync(path)).toBe(false);
  });

  it('holds the lines in the order they were written once it has settled', async () => {
    const path = join(folder, 'main.log');
    const sink = createFileSink(path);
    for (const message of ['first', 'second', 'third'])
      sink.write({ at: 0, level: 'info', scope: 'store', message });
    await sink.settled();
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines.map((line) => line.replace(/^.* info /, ''))).toEqual([
      'store: first',
      'store: second',
      'store: third',
    ]);
  });
});
