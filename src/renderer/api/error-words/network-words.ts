/** The way to the service: names, sockets of the system, certificates, answers that are none. */
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { historySafe, resumes, notConnected, words, type ErrorWords } from './words.ts';

export const networkWords = {
  NETWORK_NAME_UNRESOLVED: words(
    'The host name is not known',
    'act',
    notConnected,
    'Check the spelling of the host, and whether this network can reach it.',
  ),
  NETWORK_UNREACHABLE: words(
    'The network does not reach the host',
    'waiting',
    resumes,
    'Check the network or VPN; a lost stream is tried again by itself.',
  ),
  NETWORK_REFUSED: words(
    'Nothing listens at this address',
    'act',
    notConnected,
    'Check host and port, and that the service runs.',
  ),
  NETWORK_TIMEOUT: words(
    'The host did not answer in time',
    'waiting',
    resumes,
    'Check the network, then try again.',
  ),
  NETWORK_RESET: words('The connection was cut', 'waiting', resumes, 'It is tried again by itself.'),
  TLS_UNTRUSTED: words(
    'The certificate is not trusted',
    'act',
    notConnected,
    'Add the authority that signed it to the connection, as PEM text.',
  ),
  TLS_FAILED: words(
    'No encrypted connection could be made',
    'act',
    notConnected,
    'Check that the port speaks TLS and which versions it allows.',
  ),
  PROTOCOL_NOT_HTTP: words(
    'Something answers, but it is not HTTP',
    'act',
    notConnected,
    'Check the port: it belongs to another service.',
  ),
  PROTOCOL_UNEXPECTED: words(
    'The answer is not one of this service',
    'act',
    historySafe,
    'Check that the address is that of GDN Streams; a proxy may be in between.',
  ),
  RESPONSE_TOO_LARGE: words('The answer is too large', 'act', historySafe, 'Narrow the request.'),
} satisfies Partial<Readonly<Record<ErrorCode, ErrorWords>>>;
