import { createSecureContext } from 'node:tls';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import { networkCodeOf } from '../sockets/network-failure.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';

/**
 * A client certificate with its private key, PEM texts both, found fit for each other.
 * @throws StreamscopeError INPUT_INVALID in words that say which of the two is wrong and never quote the key
 */
export function clientIdentityOf(
  certificate: string,
  key: string,
): Required<Pick<TlsSettings, 'cert' | 'key'>> {
  if (!/-----BEGIN CERTIFICATE-----/.test(certificate))
    throw refused('The client certificate is not PEM text, which begins with -----BEGIN CERTIFICATE-----.');
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(key))
    throw refused(
      'The private key is protected by a passphrase. Enter it without one: it is kept in the keychain all the same.',
    );
  if (!/-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/.test(key))
    throw refused('The private key is not PEM text, which begins with -----BEGIN PRIVATE KEY-----.');
  try {
    createSecureContext({ cert: certificate, key });
  } catch (error) {
    throw refused(
      'The client certificate and its private key cannot be used: they do not belong together, or one of them is damaged.',
      networkCodeOf(error),
    );
  }
  return { cert: certificate, key };
}

function refused(message: string, detail?: string): StreamscopeError {
  return new StreamscopeError('INPUT_INVALID', `${message} Nothing was sent.`, { detail });
}
