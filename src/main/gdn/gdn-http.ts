import type { GdnEndpoint } from '../../shared/domain/gdn-endpoint.ts';
import type { HttpResponse, SendHttp } from '../stream-admin/http-transport.ts';
import type { AuthSession } from './auth-session.ts';

export interface GdnCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With every name encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: string | Uint8Array;
}

export type GdnRequest = (call: GdnCall) => Promise<HttpResponse>;

/** Authenticated requests: a 401 renews the credentials once and asks again, then stands. */
export function createGdnRequest(endpoint: GdnEndpoint, auth: AuthSession, send: SendHttp): GdnRequest {
  return async (call) => {
    const url = endpoint.apiBase + call.path + queryOf(call);
    const ask = (authorization: string): Promise<HttpResponse> =>
      send({
        method: call.method,
        url,
        headers: {
          authorization,
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.body === undefined ? {} : { body: call.body }),
      });
    const header = await auth.authorization();
    const response = await ask(header);
    return response.status === 401 ? ask(await auth.renew(header)) : response;
  };
}

function queryOf({ query = {} }: GdnCall): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
