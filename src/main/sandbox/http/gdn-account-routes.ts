import type { AccessControl } from '../access/access-control.ts';
import { gdnFailure, gdnResult } from './gdn-answers.ts';
import { jsonBody, jsonResponse, type Route } from './message.ts';

/** Login, one-time passwords, key check and user (protocol A4). */
export function gdnAccountRoutes(access: AccessControl): readonly Route[] {
  const { account } = access;
  return [
    {
      method: 'POST',
      pattern: '/_open/auth',
      access: 'open',
      handle(request) {
        const body = jsonBody(request);
        const answer = access.login({
          ...textEntry(body, 'email'),
          ...textEntry(body, 'tenant'),
          ...textEntry(body, 'username'),
          password: String(body['password'] ?? ''),
        });
        if ('token' in answer) {
          return jsonResponse(200, { jwt: answer.token, tenant: account.tenant, username: account.user });
        }
        return answer.refused === 'unknown-user'
          ? gdnFailure(401, 11, 'forbidden')
          : gdnFailure(401, 401, 'Wrong credentials');
      },
    },
    {
      method: 'POST',
      pattern: '/apid/otp',
      access: 'gdn',
      handle: () => jsonResponse(200, { otp: access.oneTimePasswords.issue() }),
    },
    {
      // Asked with the credential in the body, before a client has a header to send.
      method: 'POST',
      pattern: '/_fabric/:fabric/_api/key/validate',
      access: 'open',
      handle(request) {
        const { jwt, apikey } = jsonBody(request);
        const isValid =
          (typeof jwt === 'string' && access.isToken(jwt)) ||
          (typeof apikey === 'string' && access.isApiKey(apikey)) ||
          access.allowsHeader(request.headers.authorization);
        if (!isValid) return gdnFailure(401, 401, 'Invalid credential');
        return jsonResponse(200, { error: false, errorMessage: '', result: { tenant: account.tenant } });
      },
    },
    {
      method: 'GET',
      pattern: '/_fabric/:fabric/_api/user',
      access: 'gdn',
      handle: () =>
        gdnResult([
          { user: account.user, tenant: account.tenant, email: account.email, active: true, extra: {} },
        ]),
    },
    {
      method: 'GET',
      pattern: '/_fabric/:fabric/_api/tenants',
      access: 'gdn',
      handle: () => gdnResult([{ tenant: account.tenant, active: true }]),
    },
    {
      method: 'GET',
      pattern: '/_fabric/:fabric/_api/version',
      access: 'gdn',
      handle: () => jsonResponse(200, { server: 'C8', license: 'enterprise', version: '0.18.0-sandbox' }),
    },
  ];
}

function textEntry<K extends string>(
  body: Readonly<Record<string, unknown>>,
  name: K,
): Partial<Record<K, string>> {
  const value = body[name];
  const entry: Partial<Record<K, string>> = {};
  if (typeof value === 'string') entry[name] = value;
  return entry;
}
