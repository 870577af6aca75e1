import { rootCertificates } from 'node:tls';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import { clientIdentityOf } from './client-identity.ts';

export interface TlsTrust {
  /** PEM texts, one after another; empty for the system's own authorities only. */
  readonly authorities: string;
  readonly acceptAny: boolean;
  /** PEM text; empty for none. */
  readonly clientCertificate: string;
}

/**
 * A profile's trust and identity for Node: given authorities are added to the usual ones, which Node would otherwise
 * replace.
 * @param clientKey PEM text of the client certificate's private key; unused without one
 * @throws StreamscopeError INPUT_INVALID for a certificate and key that cannot be used
 */
export function tlsSettingsOf(trust: TlsTrust, clientKey: string): TlsSettings | undefined {
  const extra = trust.authorities.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const settings: TlsSettings = {
    ...(extra.length === 0 ? {} : { ca: [...rootCertificates, ...extra] }),
    ...(trust.acceptAny ? { rejectUnauthorized: false } : {}),
    ...(trust.clientCertificate.trim() === '' ? {} : clientIdentityOf(trust.clientCertificate, clientKey)),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}
