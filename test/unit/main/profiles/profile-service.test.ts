import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireTypedName } from '../../../../src/main/profiles/guard.ts';
import { loadProfiles } from '../../../../src/main/profiles/profile-service.ts';
import { createJsonFile } from '../../../../src/main/settings/json-file.ts';
import type { GdnProfile } from '../../../../src/shared/contract/schemas/profile.ts';

const profile = (id: string, name: string): GdnProfile => ({
  kind: 'gdn',
  id,
  name,
  guarded: false,
  tls: { authorities: '', clientCertificate: '', acceptAny: false },
  host: 'gdn.example.com',
  fabric: '_system',
  auth: { method: 'apiKey' },
});

let folder: string;
let problems: string[];
const path = (): string => join(folder, 'profiles.json');
const load = () =>
  loadProfiles({ file: createJsonFile(path()), now: () => 7, onProblem: (words) => problems.push(words) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streamscope-profiles-'));
  problems = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('profiles', () => {
  it('come back after a restart in the order they were made, changed ones in their place', async () => {
    const profiles = await load();
    await profiles.save(profile('a', 'First'));
    await profiles.save(profile('b', 'Second'));
    await profiles.save(profile('a', 'First, renamed'));
    expect((await load()).list().map(({ name }) => name)).toEqual(['First, renamed', 'Second']);
  });

  it('need names that tell them apart', async () => {
    const profiles = await load();
    await profiles.save(profile('a', 'Same'));
    await expect(profiles.save(profile('b', 'Same'))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(profiles.list()).toHaveLength(1);
  });

  it('of the sandbox come back, with nothing of the service that ran', async () => {
    const profiles = await load();
    await profiles.save({
      kind: 'sandbox',
      id: 'sandbox',
      name: 'Sandbox',
      guarded: false,
      tls: { authorities: '', clientCertificate: '', acceptAny: false },
      fabric: '_system',
    });
    expect((await load()).list()).toEqual(profiles.list());
    expect(await readFile(path(), 'utf8')).not.toMatch(/127\.0\.0\.1|password/);
  });

  it('that cannot be read are left out, the others stay', async () => {
    await writeFile(
      path(),
      JSON.stringify({ version: 1, profiles: [{ kind: 'ftp' }, profile('a', 'Good')] }),
    );
    expect((await load()).list().map(({ name }) => name)).toEqual(['Good']);
    expect(problems).toHaveLength(1);
  });

  it('in a damaged file are set aside, not lost', async () => {
    await writeFile(path(), 'not json');
    expect((await load()).list()).toEqual([]);
    expect(await readdir(folder)).toEqual(['profiles.json.damaged-7']);
  });
});

describe('the guard', () => {
  it('lets an action pass only with the exact name typed', () => {
    expect(() => {
      requireTypedName({ guarded: true }, 'orders', 'order');
    }).toThrow(expect.objectContaining({ code: 'GUARD_NAME_MISMATCH' }) as Error);
    requireTypedName({ guarded: true }, 'orders', 'orders');
    requireTypedName({ guarded: false }, 'orders', undefined);
  });
});
