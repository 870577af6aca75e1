import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHistory, type History } from '../../../src/main/store/store-client.ts';
import { threads } from './frames.ts';

describe('the history before its threads are begun', () => {
  let folder: string;
  let history: History;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'streamscope-begin-'));
    history = createHistory({ folder, ...threads, log: () => undefined, clock: Date });
  });
  afterEach(async () => {
    await history.store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('touches nothing on the disk, and begins with the first question', async () => {
    expect(readdirSync(folder)).toEqual([]);
    expect(await history.store.listStreams()).toEqual([]);
    expect(readdirSync(folder)).toContain('history.db');
  });

  it('begins when it is told to, and once alone however many ask meanwhile', async () => {
    const begun = history.begin();
    const [streams] = await Promise.all([history.store.listStreams(), history.begin(), begun]);
    expect(streams).toEqual([]);
    expect(history.store.notices()).toEqual([]);
  });

  it('is closed without a thread, and then begins none', async () => {
    await history.store.close();
    await expect(history.store.listStreams()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    expect(readdirSync(folder)).toEqual([]);
  });
});
