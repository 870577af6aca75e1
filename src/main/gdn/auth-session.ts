import { StreamscopeError } from '../../shared/contract/errors.ts';
import { readJwtClaims, tenantOfApiKey, type GdnCredentials, type GdnIdentity } from './credentials.ts';

/** Sign in again this long before a token ends, so that no request meets the end on its way. */
const renewalLeadMs = 60_000;

export interface LoginAnswer {
  readonly jwt: string;
  readonly tenant: string;
}

export interface AuthSessionOptions {
  readonly credentials: GdnCredentials;
  /** Asked for when it is needed, not before. Rejects with AUTH_MISSING_SECRET when there is none. */
  readonly readSecret: () => Promise<string>;
  readonly login: (identity: GdnIdentity, password: string) => Promise<LoginAnswer>;
  readonly now: () => number;
}

interface Granted {
  readonly header: string;
  readonly tenant: string | undefined;
  /** Epoch ms; undefined when unknown or never. */
  readonly expiresAt: number | undefined;
}

/**
 * The one place that knows how to prove who we are. Expiry is noticed before the fact by the token's own date and after
 * it by a 401; either way callers at the same time share one sign-in.
 */
export class AuthSession {
  readonly #options: AuthSessionOptions;
  #granted: Granted | undefined;
  #signingIn: Promise<Granted> | undefined;
  /** A refused password is not tried again: repeating it can lock the account. */
  #refused: { readonly secret: string; readonly error: StreamscopeError } | undefined;

  constructor(options: AuthSessionOptions) {
    this.#options = options;
  }

  /**
   * The `Authorization` header's value.
   * @throws StreamscopeError AUTH_WRONG_CREDENTIALS, AUTH_EXPIRED, AUTH_MISSING_SECRET, or why signing in failed
   */
  async authorization(): Promise<string> {
    return (await this.#current()).header;
  }

  /**
   * After the service refused a header: a newer one. Signs in again unless another caller already did.
   * @throws StreamscopeError as `authorization`; AUTH_EXPIRED when there is no way to renew
   */
  async renew(refusedHeader: string): Promise<string> {
    const { method } = this.#options.credentials;
    if (this.#granted?.header === refusedHeader) this.#granted = undefined;
    if (method === 'password') return this.authorization();
    const header = await this.authorization(); // the secret may have been replaced meanwhile
    if (header !== refusedHeader) return header;
    const what = method === 'apiKey' ? 'API key' : 'token';
    throw new StreamscopeError(
      method === 'apiKey' ? 'AUTH_WRONG_CREDENTIALS' : 'AUTH_EXPIRED',
      `The service does not accept this ${what}. It may be revoked or expired: enter another one in the profile.`,
    );
  }

  /** As the sign-in, the API key or the token says; undefined when none of them does. */
  async tenant(): Promise<string | undefined> {
    return (await this.#current()).tenant;
  }

  async #current(): Promise<Granted> {
    const granted = this.#granted;
    const { expiresAt } = granted ?? {};
    if (
      granted !== undefined &&
      (expiresAt === undefined || this.#options.now() < expiresAt - renewalLeadMs)
    ) {
      return granted;
    }
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = undefined;
    });
    return this.#signingIn;
  }

  async #signIn(): Promise<Granted> {
    const secret = await this.#options.readSecret();
    if (this.#refused !== undefined && this.#refused.secret === secret) throw this.#refused.error;
    this.#refused = undefined;
    const granted = await this.#grant(secret);
    this.#granted = granted;
    return granted;
  }

  async #grant(secret: string): Promise<Granted> {
    const { credentials } = this.#options;
    switch (credentials.method) {
      case 'apiKey': {
        const key = checkedHeader(secret);
        return { header: `apikey ${key}`, tenant: tenantOfApiKey(key), expiresAt: undefined };
      }
      case 'jwt':
        return this.#grantToken(secret);
      case 'password':
        return this.#grantPassword(credentials.identity, secret);
    }
  }

  #grantToken(typed: string): Granted {
    const token = checkedHeader(typed.replace(/^bearer\s+/i, ''));
    const claims = readJwtClaims(token);
    const expiresAt = claims?.exp === undefined ? undefined : claims.exp * 1_000;
    if (expiresAt !== undefined && expiresAt <= this.#options.now()) {
      throw new StreamscopeError('AUTH_EXPIRED', 'The token has expired. Enter a new one in the profile.', {
        detail: `expired ${new Date(Math.min(expiresAt, 8.64e15)).toISOString()}`,
      });
    }
    // Nothing can be renewed here, so the token is used to its very end.
    return { header: `Bearer ${token}`, tenant: claims?.tenant, expiresAt: undefined };
  }

  async #grantPassword(identity: GdnIdentity, password: string): Promise<Granted> {
    try {
      const { jwt, tenant } = await this.#options.login(identity, password);
      const exp = readJwtClaims(jwt)?.exp;
      const expiresAt = exp === undefined ? undefined : exp * 1_000;
      // A token that is over as soon as it is made means a wrong clock on this machine: rely on the 401 instead.
      const usable = expiresAt !== undefined && expiresAt > this.#options.now() + renewalLeadMs;
      return { header: `Bearer ${jwt}`, tenant, expiresAt: usable ? expiresAt : undefined };
    } catch (error) {
      if (error instanceof StreamscopeError && error.code === 'AUTH_WRONG_CREDENTIALS') {
        this.#refused = { secret: password, error };
      }
      throw error;
    }
  }
}

/** A line break or the like would end the header and start another. */
function checkedHeader(secret: string): string {
  const trimmed = secret.trim();
  if (trimmed !== '' && /^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new StreamscopeError(
    'AUTH_WRONG_CREDENTIALS',
    'The secret of this profile is empty or holds characters that no key or token has. Enter it again.',
  );
}
