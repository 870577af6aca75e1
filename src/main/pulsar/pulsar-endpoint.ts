/** Where a Pulsar cluster is reached: its admin and its WebSocket service may be different servers. */
export interface PulsarEndpoint {
  /** Ends before `/admin/v2`. */
  readonly adminBase: string;
  /** Ends before `/ws/v2`. */
  readonly webSocketBase: string;
}

export type PulsarEndpointParsing =
  { readonly ok: true; readonly endpoint: PulsarEndpoint } | { readonly ok: false; readonly reason: string };

/** Reads both addresses as typed; `host:port` alone means plain HTTP, as Pulsar's own default does. */
export function parsePulsarEndpoint(adminUrl: string, webSocketUrl: string): PulsarEndpointParsing {
  const admin = baseOf(adminUrl, 'http', '/admin');
  if (typeof admin === 'string') return { ok: false, reason: `Admin address: ${admin}` };
  const sockets = baseOf(webSocketUrl, 'ws', '/ws');
  if (typeof sockets === 'string') return { ok: false, reason: `WebSocket address: ${sockets}` };
  return { ok: true, endpoint: { adminBase: admin.base, webSocketBase: sockets.base } };
}

function baseOf(typed: string, family: 'http' | 'ws', api: string): { base: string } | string {
  const text = typed.trim();
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${family}://${text}`);
  if (url === undefined || url.hostname === '') return 'this is not a host name or URL.';
  if (url.protocol === 'pulsar:' || url.protocol === 'pulsar+ssl:') {
    return `this is the address of the binary protocol. The ${family === 'http' ? 'admin' : 'WebSocket'} service has a port of its own, usually 8080.`;
  }
  if (!['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol))
    return 'only http, https, ws and wss URLs can be used.';
  if (url.username !== '' || url.password !== '')
    return 'leave user name and password out of the URL: they have fields of their own.';
  const secure = url.protocol === 'https:' || url.protocol === 'wss:';
  // A pasted endpoint goes on with the API's path; what stands before it belongs to a proxy.
  const [prefix = ''] = `${url.pathname}/`.split(`${api}/`, 1);
  return { base: `${family}${secure ? 's' : ''}://${url.host}${prefix.replace(/\/+$/, '')}` };
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
