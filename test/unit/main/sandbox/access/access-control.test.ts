import { describe, expect, it } from 'vitest';
import { AccessControl } from '../../../../../src/main/sandbox/access/access-control.ts';
import { signToken, verifyToken } from '../../../../../src/main/sandbox/access/json-web-token.ts';
import { createFakeClock } from '../../../fake-clock.ts';

const secret = Buffer.from('a secret of this test');

function createAccess() {
  let count = 0;
  const clock = createFakeClock(1_900_000_000_000);
  const access = new AccessControl({
    clock,
    account: {
      tenant: 'nemo_nautilus.com',
      email: 'nemo@nautilus.com',
      user: 'root',
      password: 'pw',
      apiKey: 'a.b.c',
    },
    secret,
    random: () => `r${count++}`,
    tokenLifetimeMs: 60_000,
    otpLifetimeMs: 10_000,
    isOtpSingleUse: true,
  });
  return { access, clock };
}

describe('signed tokens', () => {
  it('hold their claims in three parts and are known by their signature', () => {
    const token = signToken({ tenant: 'x' }, secret);
    expect(verifyToken(token, secret)).toEqual({ tenant: 'x' });
    expect(verifyToken(token, Buffer.from('another'))).toBeUndefined();
    expect(
      verifyToken(token.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), secret),
    ).toBeUndefined();
    for (const bad of ['', 'a.b', 'a.b.c', `${token}.d`]) expect(verifyToken(bad, secret)).toBeUndefined();
  });
});

describe('access (protocol A4, D11)', () => {
  it('lets in by e-mail, or by tenant and user name', () => {
    const { access } = createAccess();
    expect(access.login({ email: 'nemo@nautilus.com', password: 'pw' })).toHaveProperty('token');
    expect(access.login({ tenant: 'nemo_nautilus.com', username: 'root', password: 'pw' })).toHaveProperty(
      'token',
    );
  });

  it('tells an unknown user from a wrong password', () => {
    const { access } = createAccess();
    expect(access.login({ email: 'who@nautilus.com', password: 'pw' })).toEqual({ refused: 'unknown-user' });
    expect(access.login({ email: 'nemo@nautilus.com', password: 'no' })).toEqual({
      refused: 'wrong-password',
    });
  });

  it('takes tokens until they expire, and keys always', async () => {
    const { access, clock } = createAccess();
    const token = access.issueToken();
    expect(access.allowsHeader(`bEaReR ${token}`)).toBe(true);
    expect(access.allowsHeader('apikey a.b.c')).toBe(true);
    await clock.advanceTo(clock.now() + 60_000);
    expect(access.allowsHeader(`bearer ${token}`)).toBe(false);
    expect(access.allowsHeader('APIKEY a.b.c')).toBe(true);
  });

  it('refuses all older tokens after expiring them on request', () => {
    const { access } = createAccess();
    const token = access.issueToken();
    access.expireTokens();
    expect(access.allowsHeader(`Bearer ${token}`)).toBe(false);
    expect(access.allowsHeader(`Bearer ${access.issueToken()}`)).toBe(true);
  });

  it('redeems a one-time password once, while it is young', async () => {
    const { access, clock } = createAccess();
    const [first, second] = [access.oneTimePasswords.issue(), access.oneTimePasswords.issue()];
    expect(access.allowsGdnSocket({ authorization: undefined, otp: first })).toBe(true);
    expect(access.allowsGdnSocket({ authorization: undefined, otp: first })).toBe(false);
    await clock.advanceTo(clock.now() + 10_000);
    expect(access.allowsGdnSocket({ authorization: undefined, otp: second })).toBe(false);
  });

  it('lets the one-time password decide even beside a Basic header (protocol G1)', () => {
    const { access } = createAccess();
    const otp = access.oneTimePasswords.issue();
    expect(access.allowsGdnSocket({ authorization: 'Basic YXBpLXg6', otp })).toBe(true);
    expect(access.allowsGdnSocket({ authorization: 'Basic YXBpLXg6', otp: undefined })).toBe(false);
  });

  it('takes Pulsar tokens from header or query, the header winning, and basic', () => {
    const { access } = createAccess();
    const token = access.issueToken();
    expect(access.allowsPulsar({ authorization: undefined, token })).toBe(true);
    expect(access.allowsPulsar({ authorization: undefined, token: `Bearer ${token}` })).toBe(true);
    expect(access.allowsPulsar({ authorization: 'Bearer nonsense', token })).toBe(false);
    expect(access.allowsPulsar({ authorization: `Basic ${Buffer.from('root:pw').toString('base64')}` })).toBe(
      true,
    );
    expect(access.allowsPulsar({ authorization: undefined })).toBe(false);
  });
});
