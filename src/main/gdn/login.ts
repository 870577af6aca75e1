import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { GdnEndpoint } from '../../shared/domain/gdn-endpoint.ts';
import type { SendHttp } from '../stream-admin/http-transport.ts';
import type { LoginAnswer } from './auth-session.ts';
import type { GdnIdentity } from './credentials.ts';
import { readAnswer } from './gdn-response.ts';

const loginSchema = z.object({ jwt: z.string().min(1), tenant: z.string().min(1) });

/**
 * `POST /_open/auth` (protocol A4).
 * @throws StreamscopeError AUTH_WRONG_CREDENTIALS, NETWORK_*, SERVICE_*, PROTOCOL_UNEXPECTED
 */
export async function login(
  endpoint: GdnEndpoint,
  send: SendHttp,
  identity: GdnIdentity,
  password: string,
): Promise<LoginAnswer> {
  const response = await send({
    method: 'POST',
    url: `${endpoint.apiBase}/_open/auth`,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...identity, password }),
  });
  try {
    return readAnswer(response, loginSchema, 'sign in');
  } catch (error) {
    if (error instanceof StreamscopeError && error.code === 'AUTH_EXPIRED') {
      throw new StreamscopeError(
        'AUTH_WRONG_CREDENTIALS',
        'The service refused this user and password. Check both; nothing else was tried.',
        { detail: error.detail },
      );
    }
    throw error;
  }
}
