import { StreamscopeError } from '../../shared/contract/errors.ts';
import { encodePathSegment, type StreamName } from '../../shared/domain/stream-name.ts';
import { errorOfStatus } from '../stream-admin/http-status.ts';
import type { HttpRequest, HttpResponse, SendHttp } from '../stream-admin/http-transport.ts';

export interface AdminCall {
  readonly method: HttpRequest['method'];
  /** Below `/admin/v2`, with every name encoded already. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
}

/** Returns any answer that is no redirect; see `expectAdmin` for its meaning. */
export type AdminRequest = (call: AdminCall) => Promise<HttpResponse>;

/** A topic's owner may be some brokers away, but not many. */
const longestRedirectChain = 5;

/**
 * Authenticated requests. A broker that does not own a topic redirects to the one that does (protocol E); credentials
 * follow only to the same host and port, and never from https to http.
 */
export function createAdminRequest(
  adminBase: string,
  headers: () => Promise<Readonly<Record<string, string>>>,
  send: SendHttp,
): AdminRequest {
  return async ({ method, path, body }) => {
    const credentials = await headers();
    const home = new URL(adminBase);
    let url = new URL(`${adminBase}/admin/v2${path}`);
    for (let hop = 0; hop <= longestRedirectChain; hop += 1) {
      const trusted = url.origin === home.origin;
      const response = await send({
        method,
        url: url.href,
        headers: {
          ...(trusted ? credentials : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
      });
      const { location } = response.headers;
      if (response.status < 300 || response.status >= 400 || location === undefined) {
        if (!trusted && response.status === 401) throw wantsCredentials(url);
        return response;
      }
      url = nextUrl(location, url);
    }
    throw new StreamscopeError(
      'PROTOCOL_UNEXPECTED',
      'The brokers send this request round and round. Nothing is known to have changed.',
    );
  };
}

/**
 * `/persistent/{tenant}/{namespace}/{topic}/...` with every part encoded.
 * @throws StreamscopeError INPUT_INVALID for names that cannot stand in a path
 */
export function topicPath(stream: StreamName, ...rest: readonly string[]): string {
  return pathTo(stream.domain, stream.tenant, stream.namespace, stream.topic, ...rest);
}

/** @throws StreamscopeError INPUT_INVALID */
export function pathTo(...names: readonly string[]): string {
  return names
    .map((name) => {
      const segment = encodePathSegment(name);
      if (segment === undefined) {
        throw new StreamscopeError(
          'INPUT_INVALID',
          'This name cannot be used in a request. Names are not ".", ".." or empty.',
        );
      }
      return `/${segment}`;
    })
    .join('');
}

/** `tenant/namespace` of a connection's tree as two names. */
export function namespacePath(fabric: string): string {
  const [tenant, namespace, ...more] = fabric.split('/');
  if (tenant === undefined || namespace === undefined || more.length > 0) {
    throw new StreamscopeError(
      'INPUT_INVALID',
      `${fabric} is not a tenant and a namespace, like public/default.`,
    );
  }
  return pathTo(tenant, namespace);
}

/**
 * Throws what a refusal means (protocol E), with the service's own reason.
 * @throws StreamscopeError AUTH_*, SERVICE_*, INPUT_INVALID
 */
export function expectAdmin(response: HttpResponse, doing: string): void {
  if (response.status >= 200 && response.status < 300) return;
  throw errorOfStatus(response.status, doing, reasonIn(response), response.headers);
}

function reasonIn(response: HttpResponse): string {
  const text = response.body.subarray(0, 4_000).toString('utf8').trim();
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && 'reason' in json) return String(json.reason);
  } catch {
    // An unexpected failure is plain text with a stack trace; its first line says it all.
  }
  return text.split('\n', 1)[0]?.slice(0, 300) ?? '';
}

function nextUrl(location: string, from: URL): URL {
  let next: URL;
  try {
    next = new URL(location, from);
  } catch {
    throw new StreamscopeError(
      'PROTOCOL_UNEXPECTED',
      'The broker sent this request to an address that is none.',
    );
  }
  const allowed =
    next.protocol === from.protocol || (from.protocol === 'http:' && next.protocol === 'https:');
  if (!allowed || next.username !== '') {
    throw new StreamscopeError(
      'PROTOCOL_UNEXPECTED',
      `The broker sent this request to ${next.host} over ${next.protocol} and that is not safe to follow.`,
    );
  }
  return next;
}

function wantsCredentials(url: URL): StreamscopeError {
  return new StreamscopeError(
    'AUTH_FORBIDDEN',
    `The request was sent on to ${url.host}, which asks for credentials. They are kept from other hosts: use that address, or a proxy's, as the admin address.`,
  );
}
