import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJsonFile } from '../../../../src/main/settings/json-file.ts';
import { loadSettings } from '../../../../src/main/settings/settings-service.ts';
import { defaultSettings } from '../../../../src/shared/contract/schemas/settings.ts';

let folder: string;
let problems: string[];
const path = (): string => join(folder, 'settings.json');
const load = () =>
  loadSettings({ file: createJsonFile(path()), now: () => 7, onProblem: (words) => problems.push(words) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streamscope-settings-'));
  problems = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('settings', () => {
  it('are the defaults on a first start', async () => {
    expect((await load()).read()).toEqual(defaultSettings());
    expect(problems).toEqual([]);
  });

  it('come back after a restart, and listeners hear of a change', async () => {
    const settings = await load();
    const heard: string[] = [];
    settings.onChange(({ theme }) => heard.push(theme));
    await settings.change({ theme: 'dark' });
    expect(heard).toEqual(['dark']);
    expect((await load()).read().theme).toBe('dark');
  });

  it('survive many changes at once: the last one is on disk, whole', async () => {
    const settings = await load();
    await Promise.all(Array.from({ length: 50 }, (_, n) => settings.change({ checklist: [String(n)] })));
    expect((await load()).read().checklist).toEqual(['49']);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('are settled once they are on disk, so that nothing that was changed is lost by ending then', async () => {
    const settings = await load();
    void settings.change({ theme: 'light' });
    void settings.change({ theme: 'dark' });
    await settings.settled();
    expect((await load()).read().theme).toBe('dark');
  });

  it('that are damaged are set aside with a word, and defaults are used', async () => {
    await writeFile(path(), '{"version":1,"settings":{"theme":"pu');
    expect((await load()).read()).toEqual(defaultSettings());
    expect(problems).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['settings.json.damaged-7']);
  });

  it('of a newer version are neither used nor overwritten', async () => {
    const newer = '{"version":99,"settings":{"theme":"sepia"}}';
    await writeFile(path(), newer);
    const settings = await load();
    await settings.change({ theme: 'light' });
    expect(await readFile(path(), 'utf8')).toBe(newer);
    expect(settings.read().theme).toBe('light');
    expect(problems).toHaveLength(1);
  });
});
