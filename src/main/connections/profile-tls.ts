import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Profile } from '../../shared/contract/schemas/profile.ts';
import { clientKeyAccount } from '../keychain/client-key-account.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import { tlsSettingsOf } from '../stream-admin/tls-settings.ts';

/** Whether this profile shows a certificate of its own, which takes a private key. */
export const hasClientCertificate = ({ tls }: Profile): boolean => tls.clientCertificate.trim() !== '';

/**
 * A profile's trust and identity. The private key is read only where there is a certificate it belongs to.
 * @throws StreamscopeError AUTH_MISSING_SECRET, INPUT_INVALID, KEYCHAIN_*
 */
export async function profileTls(
  profile: Profile,
  readSecret: (account: string) => Promise<string>,
): Promise<TlsSettings | undefined> {
  const key = hasClientCertificate(profile) ? await readClientKey(profile, readSecret) : '';
  return tlsSettingsOf(profile.tls, key);
}

async function readClientKey(
  { id }: Profile,
  readSecret: (account: string) => Promise<string>,
): Promise<string> {
  try {
    return await readSecret(clientKeyAccount(id));
  } catch (error) {
    if (!(error instanceof StreamscopeError) || error.code !== 'AUTH_MISSING_SECRET') throw error;
    throw new StreamscopeError(
      'AUTH_MISSING_SECRET',
      "The private key of this connection's client certificate is not kept any more. Edit the connection and enter it once more; nothing was sent.",
    );
  }
}
