import { StreamscopeError } from '../../shared/contract/errors.ts';
import { clientCertificateRefused } from '../sockets/network-failure.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import type { SendHttp } from './http-transport.ts';
import type { NetworkProbes } from './network-probes.ts';
import type { Step } from './staged-test.ts';

/** Name resolution, TCP, TLS and HTTP of a base URL, for the connection test of either kind of service. */
export function networkStages(
  base: () => string,
  probes: NetworkProbes,
  send: SendHttp,
  tls: TlsSettings | undefined,
): readonly Step[] {
  const place = (): { host: string; port: number; secure: boolean } => {
    const url = new URL(base());
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return { host, port: url.port === '' ? (secure ? 443 : 80) : Number(url.port), secure };
  };
  return [
    { stage: 'name', run: async () => ({ note: await probes.resolve(place().host) }) },
    { stage: 'tcp', run: async () => ({ note: await probes.connect(place().host, place().port) }) },
    {
      stage: 'tls',
      run: async () => {
        const { host, port, secure } = place();
        return secure
          ? { note: await probes.secure(host, port, tls) }
          : { skipped: 'plain http: nothing is encrypted' };
      },
    },
    { stage: 'http', run: async () => ({ note: await greet(base(), send, tls) }) },
  ];
}

/** Any HTTP answer will do: whether the paths are right is for the later steps to find out. */
async function greet(base: string, send: SendHttp, tls: TlsSettings | undefined): Promise<string> {
  try {
    const { status, headers } = await send({ method: 'GET', url: `${base}/` });
    const server = headers['server'];
    return `HTTP ${status}${server === undefined ? '' : ` from ${server}`}`;
  } catch (error) {
    if (!(error instanceof StreamscopeError)) throw error;
    const isCut = error.code === 'NETWORK_RESET';
    // A server may look at the certificate only after the handshake, and then hang up without a word.
    if (isCut && tls?.cert !== undefined && base.startsWith('https:')) {
      const { code, message } = clientCertificateRefused;
      throw new StreamscopeError(code, message, { detail: error.detail ?? error.message });
    }
    // TCP and TLS worked a moment ago, so hanging up or silence means that no HTTP server listens here.
    if (isCut || error.code === 'NETWORK_TIMEOUT') {
      throw new StreamscopeError(
        'PROTOCOL_NOT_HTTP',
        'The port takes connections but answers no HTTP. Check host and port: another kind of service may listen there.',
        { detail: error.detail ?? error.message },
      );
    }
    throw error;
  }
}
