import { StreamscopeError } from '../../shared/contract/errors.ts';
import type {
  Profile,
  ProfileWithSecretPlace,
  SandboxProfile,
  SecretPlace,
} from '../../shared/contract/schemas/profile.ts';
import type { SecretService } from '../keychain/secret-service.ts';
import type { ProfileService } from '../profiles/profile-service.ts';
import { sandboxProfileId } from './sandbox-host.ts';

type Keep = 'keychain' | 'session';

/** Profiles together with where their secrets are: what the window's list of connections shows. */
export interface ProfileKeeper {
  list(): Promise<ProfileWithSecretPlace[]>;
  save(profile: Profile, secret: string | undefined, keep: Keep): Promise<ProfileWithSecretPlace>;
  giveSecret(profileId: string, secret: string, keep: Keep): Promise<ProfileWithSecretPlace>;
  remove(profileId: string): Promise<void>;
  ensureSandbox(): Promise<Profile>;
}

export interface ProfileKeeperOptions {
  readonly profiles: ProfileService;
  readonly secrets: SecretService;
  /** Ends the connection of a profile that changed or went. */
  readonly disconnect: (profileId: string) => Promise<void>;
  readonly forgetStreams: (profileId: string) => Promise<void>;
  readonly onChange: (profiles: ProfileWithSecretPlace[]) => void;
  /** A keychain that refuses to forget a secret is told to the user, and does not stop the removal. */
  readonly onProblem: (words: string, thrown: unknown) => void;
}

const sandboxProfile: SandboxProfile = {
  kind: 'sandbox',
  id: sandboxProfileId,
  name: 'Sandbox',
  guarded: false,
  tls: { authorities: '', acceptAny: false },
  fabric: '_system',
};

export function createProfileKeeper(options: ProfileKeeperOptions): ProfileKeeper {
  const { profiles, secrets } = options;

  const placeOf = (profile: Profile): Promise<SecretPlace> => {
    const needed =
      profile.kind !== 'sandbox' && !(profile.kind === 'pulsar' && profile.auth.method === 'none');
    return needed ? secrets.placeOf(profile.id) : Promise.resolve('notNeeded');
  };
  const withPlace = async (profile: Profile): Promise<ProfileWithSecretPlace> => ({
    profile,
    secret: await placeOf(profile),
  });
  const list = (): Promise<ProfileWithSecretPlace[]> => Promise.all(profiles.list().map(withPlace));
  const changed = async (): Promise<void> => {
    options.onChange(await list());
  };

  return {
    list,
    async save(profile, secret, keep) {
      if (profile.id === sandboxProfileId)
        throw new StreamscopeError(
          'INPUT_INVALID',
          'The sandbox is made by Streamscope and cannot be changed.',
        );
      await options.disconnect(profile.id);
      // The secret first: a profile whose secret could not be kept is not saved half-way.
      if (secret !== undefined && secret !== '') await secrets.write(profile.id, secret, keep);
      await profiles.save(profile);
      await changed();
      return withPlace(profile);
    },
    async giveSecret(profileId, secret, keep) {
      const profile = profiles.get(profileId);
      await secrets.write(profileId, secret, keep);
      await changed();
      return withPlace(profile);
    },
    async remove(profileId) {
      await options.disconnect(profileId);
      await profiles.remove(profileId);
      await options.forgetStreams(profileId).catch(() => undefined);
      await secrets.remove(profileId).catch((thrown: unknown) => {
        options.onProblem(
          'The secret of the removed connection could not be deleted from the keychain',
          thrown,
        );
      });
      await changed();
    },
    async ensureSandbox() {
      if (!profiles.list().some(({ id }) => id === sandboxProfileId)) {
        await profiles.save(sandboxProfile);
        await changed();
      }
      return sandboxProfile;
    },
  };
}
