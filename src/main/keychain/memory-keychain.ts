import type { Keychain } from './keychain.ts';

/** Secrets for this session only: gone when the process ends, never on disk. */
export function createMemoryKeychain(): Keychain {
  const secrets = new Map<string, string>();
  return {
    name: 'this session',
    read: (account) => Promise.resolve(secrets.get(account)),
    write: (account, secret) => {
      secrets.set(account, secret);
      return Promise.resolve();
    },
    remove: (account) => {
      secrets.delete(account);
      return Promise.resolve();
    },
  };
}
