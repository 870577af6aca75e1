import { describe, expect, it, vi } from 'vitest';
import { createKeytarKeychain } from '../../../../src/main/keychain/keytar-keychain.ts';
import type { Keytar } from '../../../../src/main/keychain/keytar-keychain.ts';

const answering: Keytar = {
  getPassword: () => Promise.resolve('s3cret'),
  setPassword: () => Promise.resolve(),
  deletePassword: () => Promise.resolve(true),
};

/** A timer that fires when the test says so. */
function createTimer(): {
  fire: () => void;
  after: (ms: number, run: () => void) => () => void;
  pending: () => number;
} {
  const waiting = new Set<() => void>();
  return {
    fire: () => {
      for (const run of waiting) run();
    },
    after: (_ms, run) => {
      waiting.add(run);
      return () => waiting.delete(run);
    },
    pending: () => waiting.size,
  };
}

const keychainOver = (load: () => Promise<Keytar>, timer = createTimer()) =>
  createKeytarKeychain({
    load,
    service: 'Test',
    name: 'keychain',
    timeoutMs: 5_000,
    after: timer.after,
  });

describe('the keychain through keytar', () => {
  it('reads what was written and leaves no timer behind', async () => {
    const timer = createTimer();
    const keychain = keychainOver(() => Promise.resolve(answering), timer);
    await keychain.write('a', 's3cret');
    expect(await keychain.read('a')).toBe('s3cret');
    expect(timer.pending()).toBe(0);
  });

  it('says undefined, not null, for a secret that is not there', async () => {
    const keychain = keychainOver(() =>
      Promise.resolve({ ...answering, getPassword: () => Promise.resolve(null) }),
    );
    expect(await keychain.read('a')).toBeUndefined();
  });

  it('gives up on a keychain that waits for a prompt nobody sees', async () => {
    const timer = createTimer();
    const silent = vi.fn(() => new Promise<string>(() => undefined));
    const keychain = keychainOver(() => Promise.resolve({ ...answering, getPassword: silent }), timer);
    const reading = keychain.read('a');
    await vi.waitFor(() => {
      expect(silent).toHaveBeenCalled();
    });
    timer.fire();
    await expect(reading).rejects.toMatchObject({ code: 'KEYCHAIN_TIMEOUT' });
  });

  it('tells a refusal from a keychain that is not there', async () => {
    const failing = (words: string) =>
      keychainOver(() =>
        Promise.resolve({ ...answering, getPassword: () => Promise.reject(new Error(words)) }),
      ).read('a');
    await expect(failing('User canceled the operation')).rejects.toMatchObject({ code: 'KEYCHAIN_DENIED' });
    await expect(failing('The name org.freedesktop.secrets was not provided')).rejects.toMatchObject({
      code: 'KEYCHAIN_UNAVAILABLE',
    });
  });

  it('reports an addon that cannot be loaded, each time, without throwing anything else', async () => {
    const keychain = keychainOver(() =>
      Promise.reject(new Error('libsecret-1.so.0: cannot open shared object')),
    );
    await expect(keychain.read('a')).rejects.toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' });
    await expect(keychain.write('a', 'secret')).rejects.toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' });
  });
});
