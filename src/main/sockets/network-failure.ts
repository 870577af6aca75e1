import type { ErrorCode } from '../../shared/contract/errors.ts';

/** What a network error of Node means to a person. `permanent`: trying again without a change is no use. */
export interface NetworkFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly permanent: boolean;
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'INVALID_CA',
]);

/** Alerts of a server about the certificate that it was, or was not, shown. OpenSSL and BoringSSL name them alike. */
const clientRefused =
  /^ERR_SSL_.*_ALERT_(CERTIFICATE_(REQUIRED|UNKNOWN|EXPIRED|REVOKED)|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA)$/;

/** Of an error that ended a connection as `silent-refusal` describes: there is no alert that would say it. */
export const silentRefusalCode = 'CLIENT_CERTIFICATE_REFUSED';

/** Reads the errno-like code of an error, its cause, or the first of several (connection attempts to many addresses). */
export function networkCodeOf(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return undefined;
}

/** Undefined when the error is not about the network at all. */
export function describeNetworkFailure(error: unknown): NetworkFailure | undefined {
  const code = networkCodeOf(error);
  if (code === undefined) {
    return error instanceof Error && error.message === 'socket hang up' ? failures.reset : undefined;
  }
  if (untrusted.has(code)) {
    const what = code.includes('SELF_SIGNED')
      ? 'a self-signed certificate'
      : 'a certificate of an unknown authority';
    return {
      code: 'TLS_UNTRUSTED',
      message: `The server shows ${what}, so nothing was sent. Add its authority to the profile, or accept any certificate if this is a test machine.`,
      permanent: true,
    };
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return failures.certificateDate;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return failures.certificateName;
  if (code === silentRefusalCode || clientRefused.test(code)) return failures.clientCertificate;
  if (code.startsWith('HPE_')) return failures.notHttp;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) return failures.tls;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
      return failures.unresolved;
    case 'ECONNREFUSED':
      return failures.refused;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return failures.unreachable;
    case 'ETIMEDOUT':
    case 'ESOCKETTIMEDOUT':
      return failures.timeout;
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return failures.reset;
    default:
      return undefined;
  }
}

const failures = {
  unresolved: {
    code: 'NETWORK_NAME_UNRESOLVED',
    message: 'The host name cannot be resolved. Check its spelling and the network connection.',
    permanent: false,
  },
  refused: {
    code: 'NETWORK_REFUSED',
    message:
      'The host answers, but nothing listens on this port. Check the port and whether the service runs.',
    permanent: false,
  },
  unreachable: {
    code: 'NETWORK_UNREACHABLE',
    message: 'There is no route to the host. Check the network connection, VPN or firewall.',
    permanent: false,
  },
  timeout: {
    code: 'NETWORK_TIMEOUT',
    message: 'The host did not answer in time. Check the address, VPN or firewall.',
    permanent: false,
  },
  reset: {
    code: 'NETWORK_RESET',
    message: 'The connection was cut by the other side before there was an answer.',
    permanent: false,
  },
  notHttp: {
    code: 'PROTOCOL_NOT_HTTP',
    message: 'Something else than HTTP answers on this port. Check host and port.',
    permanent: true,
  },
  tls: {
    code: 'TLS_FAILED',
    message:
      'No secure connection could be agreed: the port may not speak TLS at all. Check port and scheme.',
    permanent: true,
  },
  clientCertificate: {
    code: 'TLS_FAILED',
    message:
      'The server asks for a client certificate and does not accept the one of this profile, or there is none. Enter one that its authority has signed, with its private key.',
    permanent: true,
  },
  certificateDate: {
    code: 'TLS_UNTRUSTED',
    message:
      "The server's certificate is out of date, so nothing was sent. Check this machine's clock, or renew it.",
    permanent: true,
  },
  certificateName: {
    code: 'TLS_UNTRUSTED',
    message: "The server's certificate is for another host name, so nothing was sent. Check the host.",
    permanent: true,
  },
} as const satisfies Record<string, NetworkFailure>;

/** For servers that hang up without a word once they have seen whom they talk to. */
export const clientCertificateRefused: NetworkFailure = failures.clientCertificate;
