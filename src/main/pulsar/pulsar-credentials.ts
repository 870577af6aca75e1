import { StreamscopeError } from '../../shared/contract/errors.ts';

/**
 * The pulsar room owns the client of Apache Pulsar: its admin REST API (protocol E) and addresses for its WebSocket
 * service (protocol D).
 *
 * This file: who signs in how. Secrets are never part of it.
 */
export type PulsarCredentials =
  | { readonly method: 'none' }
  | { readonly method: 'jwt' }
  | { readonly method: 'basic'; readonly user: string };

/**
 * The headers that authenticate a request or an upgrade (protocol D11); the secret is read each time, so a replaced one
 * is in use at once.
 * @throws StreamscopeError AUTH_WRONG_CREDENTIALS for a secret that cannot be sent, or what `readSecret` throws
 */
export async function authHeaders(
  credentials: PulsarCredentials,
  readSecret: () => Promise<string>,
): Promise<Readonly<Record<string, string>>> {
  switch (credentials.method) {
    case 'none':
      return {};
    case 'jwt': {
      const token = (await readSecret()).trim().replace(/^bearer\s+/i, '');
      if (!/^[\x21-\x7e]+$/.test(token)) throw unusable('token');
      return { authorization: `Bearer ${token}` };
    }
    case 'basic': {
      if (credentials.user.includes(':')) throw unusable('user name');
      const pair = `${credentials.user}:${await readSecret()}`;
      const basic = Buffer.from(pair, 'utf8').toString('base64');
      return { authorization: `Basic ${basic}`, 'x-pulsar-auth-method-name': 'basic' };
    }
  }
}

function unusable(what: string): StreamscopeError {
  return new StreamscopeError(
    'AUTH_WRONG_CREDENTIALS',
    `This ${what} is empty or holds characters that none has. Enter it again.`,
  );
}
