import { rootCertificates } from 'node:tls';
import type { TlsSettings } from '../sockets/web-socket-port.ts';

export interface TlsTrust {
  /** PEM texts, one after another; empty for the system's own authorities only. */
  readonly authorities: string;
  readonly acceptAny: boolean;
}

/** A profile's trust for Node: given authorities are added to the usual ones, which Node would otherwise replace. */
export function tlsSettingsOf(trust: TlsTrust): TlsSettings | undefined {
  const extra = trust.authorities.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (extra.length === 0 && !trust.acceptAny) return undefined;
  return {
    ...(extra.length === 0 ? {} : { ca: [...rootCertificates, ...extra] }),
    ...(trust.acceptAny ? { rejectUnauthorized: false } : {}),
  };
}
