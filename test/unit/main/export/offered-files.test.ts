import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOfferedFiles, offeredFilesKept } from '../../../../src/main/export/offered-files.ts';

describe('the files that the window may name', () => {
  let folder: string;
  let history: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'streamscope-offered-'));
    history = join(folder, 'history.db');
    await writeFile(history, '');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are those that a person offered, by the very path, and no other', async () => {
    const files = createOfferedFiles(history);
    files.offer('/home/me/orders.jsonl');
    await expect(files.require('/home/me/orders.jsonl')).resolves.toBeUndefined();
    for (const path of ['/etc/passwd', '/home/me/../me/orders.jsonl', '/home/me/orders.jsonl\0', ''])
      await expect(files.require(path)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('never are the history itself, offered or not, by its name or another', async () => {
    const files = createOfferedFiles(history);
    const link = join(folder, 'orders.streamscope');
    await symlink(history, link);
    for (const path of [history, link]) {
      files.offer(path);
      await expect(files.require(path)).rejects.toMatchObject({ code: 'FILE_FAILED' });
    }
  });

  it('are forgotten when a thousand others were offered since', async () => {
    const files = createOfferedFiles(history);
    files.offer('/first');
    files.offer('/second');
    for (let at = 0; at < offeredFilesKept - 2; at += 1) files.offer(`/other-${at}`);
    files.offer('/first');
    files.offer('/one-more');
    await expect(files.require('/first')).resolves.toBeUndefined();
    await expect(files.require('/second')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
