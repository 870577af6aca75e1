import type { ErrorReport } from '../../shared/contract/errors.ts';
import { reportOf, StreamscopeError } from '../../shared/contract/errors.ts';
import type { SecretPlace } from '../../shared/contract/schemas/profile.ts';
import type { Keychain } from './keychain.ts';

export interface SecretService {
  /** The secret of a profile, session first; throws AUTH_MISSING_SECRET when there is none. */
  read(profileId: string): Promise<string>;
  write(profileId: string, secret: string, keep: 'keychain' | 'session'): Promise<void>;
  remove(profileId: string): Promise<void>;
  /** Where the secret is, without handing it out. A keychain that does not answer counts as missing. */
  placeOf(profileId: string): Promise<SecretPlace>;
  /** Tries the keychain once, so that people learn of a missing one before they type a secret. */
  check(): Promise<{ available: boolean; name: string; error?: ErrorReport }>;
}

/** The account used by the check; it never exists. */
const probeAccount = 'streamscope-probe';

/** Two places for secrets, one rule: what was kept for this session wins over what is in the keychain. */
export function createSecretService(keychain: Keychain, session: Keychain): SecretService {
  return {
    async read(profileId) {
      const secret = (await session.read(profileId)) ?? (await keychain.read(profileId));
      if (secret !== undefined) return secret;
      throw new StreamscopeError(
        'AUTH_MISSING_SECRET',
        'No secret is kept for this connection. Enter it once more; stored messages stay readable meanwhile.',
      );
    },
    async write(profileId, secret, keep) {
      if (keep === 'session') {
        await session.write(profileId, secret);
        return;
      }
      await keychain.write(profileId, secret);
      await session.remove(profileId);
    },
    async remove(profileId) {
      await session.remove(profileId);
      await keychain.remove(profileId);
    },
    async placeOf(profileId) {
      if ((await session.read(profileId)) !== undefined) return 'session';
      try {
        return (await keychain.read(profileId)) === undefined ? 'missing' : 'keychain';
      } catch {
        return 'missing';
      }
    },
    async check() {
      try {
        await keychain.read(probeAccount);
        return { available: true, name: keychain.name };
      } catch (thrown) {
        return { available: false, name: keychain.name, error: reportOf(thrown) };
      }
    },
  };
}
