/** Where a GDN service is reached, from whatever a person types or pastes (protocol A1, A2, C1). */
import { encodePathSegment } from './stream-name.ts';

export interface GdnEndpoint {
  /** Scheme, host and port of the REST API, without a trailing slash. */
  readonly apiBase: string;
  /** Base of all sockets, with GDN's `/_ws`; Pulsar's own paths follow. */
  readonly webSocketBase: string;
  /** The host as people know it, without `api-`, with its port. */
  readonly host: string;
}

export type GdnEndpointParsing =
  { readonly ok: true; readonly endpoint: GdnEndpoint } | { readonly ok: false; readonly reason: string };

const schemes: Readonly<Record<string, 'https' | 'http'>> = {
  https: 'https',
  wss: 'https',
  http: 'http',
  ws: 'http',
};

/** Scheme, user part, host, port; what follows the host (path, query, fragment) is of no interest. */
const address =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^/?#@]*)@)?(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?(?:[/?#].*)?$/is;

/**
 * Understands a host (`gdn.paas.macrometa.io`), an API host, a console or WebSocket URL, and plain `http://` for
 * servers of one's own. The `api-` prefix is added to real host names only, and only once.
 */
export function parseGdnEndpoint(typed: string): GdnEndpointParsing {
  const text = typed.trim();
  if (text === '') return { ok: false, reason: 'A host is needed, for example gdn.paas.macrometa.io.' };
  const match = address.exec(text);
  const typedHost = match?.[3]?.toLowerCase();
  if (match === null || typedHost === undefined)
    return { ok: false, reason: 'This is not a host name or URL.' };
  if (match[2] !== undefined) {
    return {
      ok: false,
      reason: 'Leave user name and password out of the URL: they have fields of their own.',
    };
  }
  const given = match[1]?.toLowerCase();
  const loopback = isLoopback(typedHost);
  const scheme = given === undefined ? (loopback ? 'http' : 'https') : schemes[given];
  if (scheme === undefined) return { ok: false, reason: 'Only https, wss, http and ws URLs can be used.' };
  const portNumber = match[4] === undefined ? undefined : Number(match[4]);
  if (portNumber !== undefined && (portNumber < 1 || portNumber > 65_535)) {
    return { ok: false, reason: 'A port is a number from 1 to 65535.' };
  }
  const port =
    portNumber === undefined || portNumber === (scheme === 'https' ? 443 : 80) ? '' : `:${portNumber}`;
  const prefixes = scheme === 'https' && isRealName(typedHost);
  const host = prefixes && typedHost.startsWith('api-') ? typedHost.slice('api-'.length) : typedHost;
  const apiHost = (prefixes ? `api-${host}` : host) + port;
  return {
    ok: true,
    endpoint: {
      apiBase: `${scheme}://${apiHost}`,
      webSocketBase: `${scheme === 'https' ? 'wss' : 'ws'}://${apiHost}/_ws`,
      host: host + port,
    },
  };
}

/** `/_fabric/{fabric}/_api/...` with every segment encoded; undefined when a name cannot stand in a path. */
export function gdnFabricPath(fabric: string, ...segments: readonly string[]): string | undefined {
  const encoded = [fabric, ...segments].map(encodePathSegment);
  if (encoded.includes(undefined)) return undefined;
  const [first, ...rest] = encoded;
  return ['', '_fabric', first, '_api', ...rest].join('/');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host);
}

/** Names with a dot; addresses and names of the local network get no prefix. */
function isRealName(host: string): boolean {
  const isAddress = host.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
  return !isAddress && !isLoopback(host) && host.includes('.');
}
