import type { Profile } from '../../../shared/contract/schemas/profile.ts';
import { gdnFabricPath, parseGdnEndpoint } from '../../../shared/domain/gdn-endpoint.ts';
import {
  encodePathSegment,
  parseStreamName,
  readGdnNamespace,
  type StreamName,
} from '../../../shared/domain/stream-name.ts';

/** Where and as whom a message is published, for code that leaves this program. Secrets are named, never held. */
export interface PublishAddress {
  readonly kind: 'gdn' | 'pulsar';
  /** The call that takes one message. */
  readonly rest: string;
  /** The producer socket. */
  readonly socket: string;
  /** `Authorization: <scheme> <secret>`; undefined where the service asks for none. */
  readonly auth: { readonly scheme: 'apikey' | 'Bearer' | 'Basic'; readonly variable: string } | undefined;
}

/** Stands for the sandbox, whose address is a new one at each start. */
const sandboxHost = 'http://127.0.0.1:PORT';

/** Undefined for a stream or an address that cannot be written as a URL. */
export function publishAddress(profile: Profile, fullName: string): PublishAddress | undefined {
  const parsing = parseStreamName(fullName);
  if (!parsing.ok) return undefined;
  const { name } = parsing;
  const segments = [name.domain, name.tenant, name.namespace, name.topic].map(encodePathSegment);
  if (segments.includes(undefined)) return undefined;
  const path = segments.join('/');
  if (profile.kind === 'pulsar') return pulsarAddress(profile, path);
  const host = profile.kind === 'gdn' ? profile.host : sandboxHost.replace('PORT', '1');
  const endpoint = parseGdnEndpoint(host);
  const call = gdnCall(name);
  if (!endpoint.ok || call === undefined) return undefined;
  const { apiBase, webSocketBase } = endpoint.endpoint;
  const named = (url: string): string =>
    profile.kind === 'sandbox' ? url.replace(/:1(?=\/)/, ':PORT') : url;
  const isKey = profile.kind === 'gdn' && profile.auth.method === 'apiKey';
  return {
    kind: 'gdn',
    rest: named(apiBase + call),
    socket: named(`${webSocketBase}/ws/v2/producer/${path}`),
    auth: isKey ? { scheme: 'apikey', variable: 'GDN_API_KEY' } : { scheme: 'Bearer', variable: 'GDN_TOKEN' },
  };
}

/** `POST /_fabric/{fabric}/_api/streams/{topic}/publish?global=` (protocol A7); the topic with its prefix. */
function gdnCall({ namespace, topic }: StreamName): string | undefined {
  const place = readGdnNamespace(namespace);
  if (place === undefined) return undefined;
  const path = gdnFabricPath(place.fabric, 'streams', topic, 'publish');
  return path && `${path}?global=${String(place.scope === 'global')}`;
}

/** Pulsar takes messages by REST at `/topics/...`, since 2.10 and where the broker allows it. */
function pulsarAddress(
  profile: Extract<Profile, { kind: 'pulsar' }>,
  path: string,
): PublishAddress | undefined {
  const adminBase = baseOf(profile.adminUrl, 'http', '/admin');
  const webSocketBase = baseOf(profile.webSocketUrl, 'ws', '/ws');
  if (adminBase === undefined || webSocketBase === undefined) return undefined;
  const auth = {
    none: undefined,
    jwt: { scheme: 'Bearer', variable: 'PULSAR_TOKEN' },
    // Basic wants user and password in base64; the variable holds them so.
    basic: { scheme: 'Basic', variable: 'PULSAR_BASIC' },
  } as const;
  return {
    kind: 'pulsar',
    rest: `${adminBase}/topics/${path}`,
    socket: `${webSocketBase}/ws/v2/producer/${path}`,
    auth: auth[profile.auth.method],
  };
}

/** Scheme, host and what a proxy stands before the API's own path; the addresses were checked when they were saved. */
function baseOf(typed: string, family: 'http' | 'ws', api: string): string | undefined {
  const text = typed.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${family}://${text}`;
  if (!URL.canParse(full)) return undefined;
  const { protocol, host, pathname } = new URL(full);
  const [prefix = ''] = `${pathname}/`.split(`${api}/`, 1);
  const isSecure = protocol === 'https:' || protocol === 'wss:';
  return `${family}${isSecure ? 's' : ''}://${host}${prefix.replace(/\/+$/, '')}`;
}
