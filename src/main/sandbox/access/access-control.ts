// The access room: who may talk to the sandbox. Every secret is made at start and lives as long as the sandbox
// (protocol A4, D11): a password, an API key, signed tokens and one-time passwords for sockets.
import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../shared/domain/clock.ts';
import { signToken, verifyToken } from './json-web-token.ts';
import { OneTimePasswords } from './one-time-passwords.ts';

export interface Account {
  readonly tenant: string;
  readonly email: string;
  readonly user: string;
  readonly password: string;
  readonly apiKey: string;
}

export interface AccessOptions {
  readonly clock: Clock;
  readonly account: Account;
  readonly secret: Uint8Array;
  /** Fresh hexadecimal text of that many bytes. */
  readonly random: (bytes: number) => string;
  readonly tokenLifetimeMs: number;
  readonly otpLifetimeMs: number;
  readonly isOtpSingleUse: boolean;
}

export type LoginAnswer =
  { readonly token: string } | { readonly refused: 'unknown-user' | 'wrong-password' };

/** What a request says about itself. */
export interface Presented {
  readonly authorization: string | undefined;
  /** Pulsar's `token` query parameter, with or without its `Bearer ` (protocol D11). */
  readonly token?: string | undefined;
  readonly otp?: string | undefined;
}

export class AccessControl {
  readonly account: Account;
  readonly oneTimePasswords: OneTimePasswords;
  readonly #options: AccessOptions;
  /** Part of each token; raising it makes all tokens issued so far invalid. */
  #generation = 0;

  constructor(options: AccessOptions) {
    this.#options = options;
    this.account = options.account;
    this.oneTimePasswords = new OneTimePasswords({
      clock: options.clock,
      timeToLiveMs: options.otpLifetimeMs,
      isSingleUse: options.isOtpSingleUse,
      random: options.random,
    });
  }

  /** `login` is an e-mail address, or a user name together with its tenant. */
  login(login: { email?: string; tenant?: string; username?: string; password: string }): LoginAnswer {
    const { email, user, tenant, password } = this.account;
    const isKnown =
      login.email === undefined ? login.username === user && login.tenant === tenant : login.email === email;
    if (!isKnown) return { refused: 'unknown-user' };
    return isSame(login.password, password) ? { token: this.issueToken() } : { refused: 'wrong-password' };
  }

  issueToken(lifetimeMs = this.#options.tokenLifetimeMs): string {
    const nowMs = this.#options.clock.now();
    const { tenant, user } = this.account;
    return signToken(
      {
        exp: Math.floor((nowMs + lifetimeMs) / 1000),
        // The real service writes `iat` in a wrong magnitude (protocol A4): clients must not use it.
        iat: nowMs / 1e9,
        iss: 'macrometa',
        hash: `${this.#generation}-${this.#options.random(8)}`,
        preferred_username: user,
        sub: tenant,
        tenant,
      },
      this.#options.secret,
    );
  }

  isToken(token: string): boolean {
    const claims = verifyToken(token, this.#options.secret);
    const expiresSeconds = claims?.['exp'];
    const hash = claims?.['hash'];
    return (
      typeof expiresSeconds === 'number' &&
      expiresSeconds * 1000 > this.#options.clock.now() &&
      typeof hash === 'string' &&
      hash.startsWith(`${this.#generation}-`)
    );
  }

  isApiKey(key: string): boolean {
    return isSame(key, this.account.apiKey);
  }

  /** Bearer token or API key in the header: what GDN takes. A Basic header is none of its business (protocol G1). */
  allowsHeader(authorization: string | undefined): boolean {
    const [, scheme, credential] = /^(\S+)\s+(.+)$/.exec(authorization?.trim() ?? '') ?? [];
    if (scheme === undefined || credential === undefined) return false;
    if (scheme.toLowerCase() === 'bearer') return this.isToken(credential);
    return scheme.toLowerCase() === 'apikey' && this.isApiKey(credential);
  }

  /** A socket of GDN: one-time password or header (protocol C2). */
  allowsGdnSocket(presented: Presented): boolean {
    if (presented.otp !== undefined) return this.oneTimePasswords.redeem(presented.otp);
    return this.allowsHeader(presented.authorization);
  }

  /** Pulsar: token or basic in the header, else the token of the query; the header wins (protocol D11). */
  allowsPulsar(presented: Presented): boolean {
    const basic = /^basic\s+(.+)$/i.exec(presented.authorization ?? '')?.[1];
    if (basic !== undefined) {
      const { user, password } = this.account;
      return isSame(Buffer.from(basic, 'base64').toString('utf8'), `${user}:${password}`);
    }
    if (presented.authorization !== undefined) return this.allowsHeader(presented.authorization);
    return presented.token !== undefined && this.isToken(presented.token.replace(/^bearer\s+/i, ''));
  }

  expireTokens(): void {
    this.#generation++;
  }
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
