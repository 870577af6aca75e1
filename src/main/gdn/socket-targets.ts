import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { GdnEndpoint } from '../../shared/domain/gdn-endpoint.ts';
import { socketUrl, withParameter } from '../sockets/socket-address.ts';
import type { ProvideTarget } from '../sockets/socket-request.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import type { AuthSession } from './auth-session.ts';

export interface SocketTargetOptions {
  readonly endpoint: GdnEndpoint;
  readonly auth: AuthSession;
  readonly fetchOneTimePassword: () => Promise<string>;
  readonly tls: TlsSettings | undefined;
  /** Use one-time passwords from the start; otherwise the header, and they once a socket's header was refused. */
  readonly useOneTimePasswords: boolean;
}

/**
 * Addresses and credentials of sockets (protocol C1, C2). The header keeps secrets out of URLs; a gateway that does not
 * take it gets a one-time password, fetched anew for every attempt because it works once.
 */
export function createSocketTargets(options: SocketTargetOptions): ProvideTarget {
  const { endpoint, auth, fetchOneTimePassword } = options;
  const tls = options.tls === undefined ? {} : { tls: options.tls };
  let headerRefused = false;
  let headerUsed: string | undefined;
  return async (request, context) => {
    const url = socketUrl(endpoint.webSocketBase, request);
    if (context.reauthenticate) {
      headerRefused = true;
      if (headerUsed !== undefined) await renewIfPossible(auth, headerUsed);
    }
    if (options.useOneTimePasswords || headerRefused) {
      return { url: withParameter(url, 'otp', await fetchOneTimePassword()), ...tls };
    }
    headerUsed = await auth.authorization();
    return { url, headers: { authorization: headerUsed }, ...tls };
  };
}

/** Keys and tokens cannot be renewed, but may be good all the same: the one-time password will tell. */
async function renewIfPossible(auth: AuthSession, header: string): Promise<void> {
  try {
    await auth.renew(header);
  } catch (error) {
    const passing = error instanceof StreamscopeError && error.code.startsWith('AUTH_');
    if (!passing) throw error;
  }
}
