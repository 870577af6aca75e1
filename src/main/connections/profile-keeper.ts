import { StreamscopeError } from '../../shared/contract/errors.ts';
import type {
  Profile,
  ProfileWithSecretPlace,
  SandboxProfile,
  SecretPlace,
} from '../../shared/contract/schemas/profile.ts';
import { clientKeyAccount } from '../keychain/client-key-account.ts';
import type { SecretService } from '../keychain/secret-service.ts';
import type { ProfileService } from '../profiles/profile-service.ts';
import { clientIdentityOf } from '../stream-admin/client-identity.ts';
import { hasClientCertificate } from './profile-tls.ts';
import { sandboxProfileId } from './sandbox-host.ts';

type Keep = 'keychain' | 'session';

/** What was typed beside a profile; undefined or empty keeps what is there. */
export interface TypedSecrets {
  readonly secret: string | undefined;
  /** PEM text of the client certificate's private key. */
  readonly clientKey: string | undefined;
}

/** Profiles together with where their secrets are: what the window's list of connections shows. */
export interface ProfileKeeper {
  list(): Promise<ProfileWithSecretPlace[]>;
  /** @throws StreamscopeError INPUT_INVALID, KEYCHAIN_*, FILE_FAILED; nothing is saved then */
  save(profile: Profile, secrets: TypedSecrets, keep: Keep): Promise<ProfileWithSecretPlace>;
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
  tls: { authorities: '', clientCertificate: '', acceptAny: false },
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
    ...(hasClientCertificate(profile)
      ? { clientKey: await secrets.placeOf(clientKeyAccount(profile.id)) }
      : {}),
  });
  const list = (): Promise<ProfileWithSecretPlace[]> => Promise.all(profiles.list().map(withPlace));
  const changed = async (): Promise<void> => {
    options.onChange(await list());
  };

  /** A key without its certificate is of no use to anybody. */
  const forgetClientKey = async (former: Profile | undefined): Promise<void> => {
    if (former === undefined || !hasClientCertificate(former)) return;
    await secrets.remove(clientKeyAccount(former.id)).catch((thrown: unknown) => {
      options.onProblem(
        'A private key that is no longer used could not be deleted from the keychain',
        thrown,
      );
    });
  };

  return {
    list,
    async save(profile, { secret, clientKey }, keep) {
      if (profile.id === sandboxProfileId)
        throw new StreamscopeError(
          'INPUT_INVALID',
          'The sandbox is made by Streamscope and cannot be changed.',
        );
      if (isTyped(clientKey)) clientIdentityOf(profile.tls.clientCertificate, clientKey);
      await options.disconnect(profile.id);
      // The secrets first: a profile whose secret could not be kept is not saved half-way.
      if (isTyped(secret)) await secrets.write(profile.id, secret, keep);
      if (isTyped(clientKey)) await secrets.write(clientKeyAccount(profile.id), clientKey, keep);
      const former = profiles.list().find(({ id }) => id === profile.id);
      await profiles.save(profile);
      if (!hasClientCertificate(profile)) await forgetClientKey(former);
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
      const former = profiles.list().find(({ id }) => id === profileId);
      await options.disconnect(profileId);
      await profiles.remove(profileId);
      await options.forgetStreams(profileId).catch(() => undefined);
      await forgetClientKey(former);
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

const isTyped = (text: string | undefined): text is string => text !== undefined && text !== '';
