import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFirstLook, showsHistory } from '../../../../src/main/app/first-look.ts';
import { createJsonFile } from '../../../../src/main/settings/json-file.ts';
import { loadSettings } from '../../../../src/main/settings/settings-service.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streamscope-look-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the look of the first window', () => {
  it('is the default where nothing was ever kept', () => {
    expect(readFirstLook(file)).toEqual({ theme: 'system', zoom: 1 });
  });

  it('is what the settings keep', async () => {
    const settings = await loadSettings({
      file: createJsonFile(file),
      now: () => 0,
      onProblem: (words) => expect.unreachable(words),
    });
    await settings.change({ theme: 'light', zoom: 1.25 });
    expect(readFirstLook(file)).toEqual({ theme: 'light', zoom: 1.25 });
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['no object', '7'],
    ['no settings', '{"version":1,"settings":null}'],
    ['values that mean nothing', '{"settings":{"theme":"mauve","zoom":"large"}}'],
    ['a zoom nobody could read with', '{"settings":{"theme":["dark"],"zoom":40}}'],
  ])('is the default where the file holds %s', async (_what, content) => {
    await writeFile(file, content);
    expect(readFirstLook(file)).toEqual({ theme: 'system', zoom: 1 });
  });
});

describe('whether the first screen shows something of the history', () => {
  const keep = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));

  it('is no where nothing was ever kept', () => {
    expect(showsHistory(folder)).toBe(false);
  });

  it('is yes where a connection was kept', async () => {
    await keep('connections.json', { version: 1, profiles: [{ id: 'one' }] });
    expect(showsHistory(folder)).toBe(true);
  });

  it('is yes where a tab was left open', async () => {
    const settings = await loadSettings({
      file: createJsonFile(file),
      now: () => 0,
      onProblem: (words) => expect.unreachable(words),
    });
    await settings.change({ workspace: { tabs: [{ connectionId: 'capture:one', fullName: 'orders' }] } });
    expect(showsHistory(folder)).toBe(true);
  });

  it.each([
    ['lists of nothing', { profiles: [] }, { settings: { workspace: { tabs: [] } } }],
    ['what means nothing', { profiles: 'many' }, { settings: { workspace: 7 } }],
    ['nothing', null, null],
  ])('is no where the files hold %s', async (_what, connections, settings) => {
    await keep('connections.json', connections);
    await keep('settings.json', settings);
    expect(showsHistory(folder)).toBe(false);
  });
});
