import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Keychain } from './keychain.ts';

/** The part of keytar that is used; loaded lazily because its addon needs libsecret on Linux. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeytarKeychainOptions {
  readonly load: () => Promise<Keytar>;
  readonly service: string;
  readonly name: string;
  /** A locked keychain may ask the user by a prompt, or by one that nobody sees: so each call is bounded. */
  readonly timeoutMs: number;
  readonly after: Clock['after'];
}

/** What people know their system's keychain as. */
export function keychainName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'macOS Keychain';
  return platform === 'win32' ? 'Windows Credential Manager' : 'Secret Service (libsecret)';
}

const advice = 'You can keep the secret for this session only; nothing was written to disk.';

/** The operating system's keychain through keytar. */
export function createKeytarKeychain(options: KeytarKeychainOptions): Keychain {
  let loading: Promise<Keytar> | undefined;

  async function withKeytar<Value>(act: (keytar: Keytar) => Promise<Value>): Promise<Value> {
    loading ??= options.load();
    const work = loading.then(act);
    let cancel = (): void => undefined;
    const late = new Promise<never>((_resolve, reject) => {
      cancel = options.after(options.timeoutMs, () => {
        reject(
          new StreamscopeError(
            'KEYCHAIN_TIMEOUT',
            `The ${options.name} did not answer within ${String(options.timeoutMs / 1000)} s. It may be locked or waiting for a prompt. ${advice}`,
          ),
        );
      });
    });
    try {
      return await Promise.race([work, late]);
    } catch (thrown) {
      throw thrown instanceof StreamscopeError ? thrown : refusal(thrown);
    } finally {
      cancel();
    }
  }

  function refusal(thrown: unknown): StreamscopeError {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    const denied = /denied|cancel|dismissed|locked|interaction is not allowed/i.test(words);
    return new StreamscopeError(
      denied ? 'KEYCHAIN_DENIED' : 'KEYCHAIN_UNAVAILABLE',
      `The ${options.name} ${denied ? 'refused access' : 'is not available'}. ${advice}`,
      { detail: words, cause: thrown },
    );
  }

  return {
    name: options.name,
    read: (account) =>
      withKeytar(async (keytar) => (await keytar.getPassword(options.service, account)) ?? undefined),
    write: (account, secret) => withKeytar((keytar) => keytar.setPassword(options.service, account, secret)),
    remove: (account) =>
      withKeytar(async (keytar) => {
        await keytar.deletePassword(options.service, account);
      }),
  };
}
