/** Room `profiles`: connection profiles on disk (never a secret in them) and the rules that guard some of them. */
import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Profile } from '../../shared/contract/schemas/profile.ts';
import { profileSchema } from '../../shared/contract/schemas/profile.ts';
import type { JsonFile } from '../settings/json-file.ts';

export const profilesVersion = 1;
/** More profiles than this are refused: the file is read whole at every start. */
export const profileLimit = 1_000;

const fileSchema = z.object({ version: z.literal(profilesVersion), profiles: z.array(z.unknown()) });

export interface ProfileService {
  list(): readonly Profile[];
  get(profileId: string): Profile;
  save(profile: Profile): Promise<void>;
  remove(profileId: string): Promise<void>;
}

export interface ProfileOptions {
  readonly file: JsonFile;
  readonly now: () => number;
  readonly onProblem: (words: string) => void;
}

export async function loadProfiles(options: ProfileOptions): Promise<ProfileService> {
  let profiles = await readProfiles(options);

  async function replace(next: readonly Profile[]): Promise<void> {
    await options.file.write({ version: profilesVersion, profiles: next });
    profiles = next;
  }

  return {
    list: () => profiles,
    get(profileId) {
      const found = profiles.find(({ id }) => id === profileId);
      if (found === undefined) throw new StreamscopeError('NOT_FOUND', 'This connection no longer exists.');
      return found;
    },
    async save(profile) {
      const others = profiles.filter(({ id }) => id !== profile.id);
      if (others.length >= profileLimit)
        throw new StreamscopeError(
          'QUEUE_FULL',
          `There are ${String(profileLimit)} profiles already. Remove one first.`,
        );
      if (others.some(({ name }) => name === profile.name))
        throw new StreamscopeError(
          'INPUT_INVALID',
          `Another connection is called "${profile.name}". Choose another name.`,
        );
      const at = profiles.findIndex(({ id }) => id === profile.id);
      await replace(at === -1 ? [...profiles, profile] : profiles.with(at, profile));
    },
    remove: (profileId) => replace(profiles.filter(({ id }) => id !== profileId)),
  };
}

async function readProfiles(options: ProfileOptions): Promise<readonly Profile[]> {
  const content = await options.file.read();
  if (content.state === 'missing') return [];
  const file = fileSchema.safeParse(content.state === 'read' ? content.value : undefined);
  if (!file.success) {
    const aside = await options.file
      .setAside(`damaged-${String(options.now())}`)
      .catch(() => 'where it was: it could not be moved');
    options.onProblem(
      `The list of connections could not be read. It is kept at ${aside}; secrets are still in the keychain.`,
    );
    return [];
  }
  const read = file.data.profiles.map((entry) => profileSchema.safeParse(entry));
  const bad = read.filter(({ success }) => !success).length;
  if (bad > 0) options.onProblem(`${String(bad)} connections could not be read and are left out.`);
  return read.flatMap((result) => (result.success ? [result.data] : []));
}
