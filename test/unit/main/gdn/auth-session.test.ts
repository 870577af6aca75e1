import { describe, expect, it } from 'vitest';
import { StreamscopeError } from '../../../../src/shared/contract/errors.ts';
import { AuthSession, type LoginAnswer } from '../../../../src/main/gdn/auth-session.ts';
import type { GdnCredentials } from '../../../../src/main/gdn/credentials.ts';

const password: GdnCredentials = { method: 'password', identity: { email: 'nemo@nautilus.com' } };

function jwt(claims: object): string {
  return `e30=.${Buffer.from(JSON.stringify(claims)).toString('base64')}.c2ln`;
}

interface Bench {
  readonly auth: AuthSession;
  readonly logins: string[];
  now: number;
  secret: string;
  answer: () => Promise<LoginAnswer>;
}

function setUp(credentials: GdnCredentials, secret = 'secret'): Bench {
  const logins: string[] = [];
  const bench: Bench = {
    logins,
    now: 1_000_000,
    secret,
    answer: () =>
      Promise.resolve({ jwt: jwt({ exp: bench.now / 1_000 + 3_600, n: logins.length }), tenant: 'nautilus' }),
    auth: new AuthSession({
      credentials,
      readSecret: () => Promise.resolve(bench.secret),
      login: (_identity, given) => {
        logins.push(given);
        return bench.answer();
      },
      now: () => bench.now,
    }),
  };
  return bench;
}

describe('signing in with a password', () => {
  it('happens at the first need, and once for all who ask at the same time', async () => {
    const { auth, logins } = setUp(password);
    expect(logins).toEqual([]);
    const headers = await Promise.all([auth.authorization(), auth.authorization(), auth.tenant()]);
    expect(headers[0]).toMatch(/^Bearer e30=/);
    expect(headers[1]).toBe(headers[0]);
    expect(headers[2]).toBe('nautilus');
    expect(logins).toEqual(['secret']);
  });

  it('happens again a minute before the token ends', async () => {
    const bench = setUp(password);
    const first = await bench.auth.authorization();
    bench.now += 3_539_000;
    expect(await bench.auth.authorization()).toBe(first);
    bench.now += 1_000;
    expect(await bench.auth.authorization()).not.toBe(first);
    expect(bench.logins).toHaveLength(2);
  });

  it('happens once more after a refusal, shared by all whom it met', async () => {
    const { auth, logins } = setUp(password);
    const refused = await auth.authorization();
    const renewed = await Promise.all([auth.renew(refused), auth.renew(refused)]);
    expect(renewed[0]).toBe(renewed[1]);
    expect(renewed[0]).not.toBe(refused);
    expect(await auth.renew(refused)).toBe(renewed[0]); // told of an old refusal: the new token stands
    expect(logins).toHaveLength(2);
  });

  it('is not repeated with a refused password, but with a new one', async () => {
    const bench = setUp(password);
    bench.answer = () => Promise.reject(new StreamscopeError('AUTH_WRONG_CREDENTIALS', 'wrong'));
    await expect(bench.auth.authorization()).rejects.toMatchObject({ code: 'AUTH_WRONG_CREDENTIALS' });
    await expect(bench.auth.authorization()).rejects.toMatchObject({ code: 'AUTH_WRONG_CREDENTIALS' });
    expect(bench.logins).toEqual(['secret']);
    bench.secret = 'better';
    await expect(bench.auth.authorization()).rejects.toMatchObject({ code: 'AUTH_WRONG_CREDENTIALS' });
    expect(bench.logins).toEqual(['secret', 'better']);
  });

  it('is repeated after a failure of the network', async () => {
    const bench = setUp(password);
    const works = bench.answer;
    bench.answer = () => Promise.reject(new StreamscopeError('NETWORK_TIMEOUT', 'slow'));
    await expect(bench.auth.authorization()).rejects.toMatchObject({ code: 'NETWORK_TIMEOUT' });
    bench.answer = works;
    expect(await bench.auth.authorization()).toMatch(/^Bearer /);
  });

  it('trusts a fresh token that this wrong clock takes for expired', async () => {
    const bench = setUp(password);
    bench.answer = () => Promise.resolve({ jwt: jwt({ exp: 1 }), tenant: 't' });
    await bench.auth.authorization();
    await bench.auth.authorization();
    expect(bench.logins).toHaveLength(1);
  });

  it('accepts a token that cannot be read', async () => {
    const bench = setUp(password);
    bench.answer = () => Promise.resolve({ jwt: 'opaque', tenant: 't' });
    expect(await bench.auth.authorization()).toBe('Bearer opaque');
  });
});

describe('an API key', () => {
  it('names its tenant, whose name may hold dots (protocol A4)', async () => {
    const { auth } = setUp({ method: 'apiKey' }, ' nemo_nautilus.com.key1.SECRET\n');
    expect(await auth.authorization()).toBe('apikey nemo_nautilus.com.key1.SECRET');
    expect(await auth.tenant()).toBe('nemo_nautilus.com');
    expect(await setUp({ method: 'apiKey' }, '.key1.SECRET').auth.tenant()).toBe('_mm');
    expect(await setUp({ method: 'apiKey' }, 'short').auth.tenant()).toBeUndefined();
  });

  it('that is refused cannot be renewed', async () => {
    const { auth } = setUp({ method: 'apiKey' }, 'a.b.c');
    await expect(auth.renew(await auth.authorization())).rejects.toMatchObject({
      code: 'AUTH_WRONG_CREDENTIALS',
    });
  });

  it('that was replaced in the keychain is picked up after a refusal', async () => {
    const bench = setUp({ method: 'apiKey' }, 'a.b.c');
    const refused = await bench.auth.authorization();
    bench.secret = 'a.b.d';
    expect(await bench.auth.renew(refused)).toBe('apikey a.b.d');
  });

  it('cannot smuggle a second header in', async () => {
    for (const secret of ['a.b.c\r\nx: y', 'a b', '', 'ä.b.c']) {
      await expect(setUp({ method: 'apiKey' }, secret).auth.authorization(), secret).rejects.toMatchObject({
        code: 'AUTH_WRONG_CREDENTIALS',
      });
    }
  });
});

describe('a token', () => {
  it('names its tenant, with or without the word bearer before it', async () => {
    const { auth } = setUp({ method: 'jwt' }, `bearer ${jwt({ tenant: 'nautilus', exp: 5_000 })}`);
    expect(await auth.authorization()).toMatch(/^Bearer e30=/);
    expect(await auth.tenant()).toBe('nautilus');
  });

  it('that has expired is told before anything is sent', async () => {
    const { auth } = setUp({ method: 'jwt' }, jwt({ exp: 999 }));
    await expect(auth.authorization()).rejects.toMatchObject({
      code: 'AUTH_EXPIRED',
      detail: expect.stringContaining('1970'),
    });
  });
});
