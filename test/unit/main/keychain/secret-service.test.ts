import { describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../../../src/main/keychain/memory-keychain.ts';
import { createSecretService } from '../../../../src/main/keychain/secret-service.ts';
import type { Keychain } from '../../../../src/main/keychain/keychain.ts';
import { StreamscopeError } from '../../../../src/shared/contract/errors.ts';

const locked: Keychain = {
  name: 'A locked keychain',
  read: () => Promise.reject(new StreamscopeError('KEYCHAIN_TIMEOUT', 'locked')),
  write: () => Promise.reject(new StreamscopeError('KEYCHAIN_TIMEOUT', 'locked')),
  remove: () => Promise.reject(new StreamscopeError('KEYCHAIN_TIMEOUT', 'locked')),
};

describe('the secret of a profile', () => {
  it('comes from this session before it comes from the keychain', async () => {
    const secrets = createSecretService(createMemoryKeychain(), createMemoryKeychain());
    await secrets.write('p', 'old', 'keychain');
    await secrets.write('p', 'new', 'session');
    expect(await secrets.read('p')).toBe('new');
    expect(await secrets.placeOf('p')).toBe('session');
  });

  it('leaves this session once it is kept in the keychain', async () => {
    const session = createMemoryKeychain();
    const secrets = createSecretService(createMemoryKeychain(), session);
    await secrets.write('p', 'first', 'session');
    await secrets.write('p', 'second', 'keychain');
    expect(await session.read('p')).toBeUndefined();
    expect(await secrets.read('p')).toBe('second');
  });

  it('that nobody gave is named as missing', async () => {
    const secrets = createSecretService(createMemoryKeychain(), createMemoryKeychain());
    await expect(secrets.read('p')).rejects.toMatchObject({ code: 'AUTH_MISSING_SECRET' });
    expect(await secrets.placeOf('p')).toBe('missing');
  });

  it('can be kept for this session when the keychain is locked, and never falls back by itself', async () => {
    const session = createMemoryKeychain();
    const secrets = createSecretService(locked, session);
    await expect(secrets.write('p', 's', 'keychain')).rejects.toMatchObject({ code: 'KEYCHAIN_TIMEOUT' });
    expect(await session.read('p')).toBeUndefined();
    await secrets.write('p', 's', 'session');
    expect(await secrets.read('p')).toBe('s');
  });

  it('is not handed out by the check, which says whether the keychain answers', async () => {
    expect(await createSecretService(createMemoryKeychain(), createMemoryKeychain()).check()).toMatchObject({
      available: true,
    });
    expect(await createSecretService(locked, createMemoryKeychain()).check()).toMatchObject({
      available: false,
      error: { code: 'KEYCHAIN_TIMEOUT' },
    });
  });
});
