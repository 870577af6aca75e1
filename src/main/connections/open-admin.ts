import { StreamscopeError } from '../../shared/contract/errors.ts';
import type {
  GdnProfile,
  Profile,
  PulsarProfile,
  SandboxProfile,
} from '../../shared/contract/schemas/profile.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { parseGdnEndpoint } from '../../shared/domain/gdn-endpoint.ts';
import { readIdentity } from '../gdn/credentials.ts';
import type { GdnCredentials } from '../gdn/credentials.ts';
import { createGdnStreamAdmin } from '../gdn/gdn-stream-admin.ts';
import { parsePulsarEndpoint } from '../pulsar/pulsar-endpoint.ts';
import { createPulsarStreamAdmin } from '../pulsar/pulsar-stream-admin.ts';
import { createHttpTransport } from '../stream-admin/http-transport.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import type { StreamAdmin } from '../stream-admin/stream-admin.ts';
import { profileTls } from './profile-tls.ts';
import type { SandboxHost } from './sandbox-host.ts';

export interface AdminOptions {
  readonly clock: Clock;
  /** By account: a profile's id, or the one of its client key. */
  readonly readSecret: (account: string) => Promise<string>;
  readonly sandbox: SandboxHost;
}

/**
 * The client of a profile's service. Nothing is sent before its first call, and no secret read but the client key.
 * @throws StreamscopeError INPUT_INVALID, AUTH_MISSING_SECRET, KEYCHAIN_*
 */
export async function openAdmin(profile: Profile, options: AdminOptions): Promise<StreamAdmin> {
  const tlsOf = (of: Profile): Promise<TlsSettings | undefined> => profileTls(of, options.readSecret);
  switch (profile.kind) {
    case 'gdn':
      return openGdn(profile, await tlsOf(profile), () => options.readSecret(profile.id), options.clock);
    case 'sandbox':
      return openSandbox(profile, options);
    case 'pulsar':
      return openPulsar(profile, await tlsOf(profile), () => options.readSecret(profile.id), options.clock);
  }
}

function openGdn(
  profile: GdnProfile,
  tls: TlsSettings | undefined,
  readSecret: () => Promise<string>,
  clock: Clock,
): StreamAdmin {
  const parsed = parseGdnEndpoint(profile.host);
  if (!parsed.ok) throw new StreamscopeError('INPUT_INVALID', parsed.reason);
  return createGdnStreamAdmin({
    endpoint: parsed.endpoint,
    credentials: credentialsOf(profile),
    readSecret,
    transport: createHttpTransport({ clock, ...(tls === undefined ? {} : { tls }) }),
    ...(tls === undefined ? {} : { tls }),
    now: () => clock.now(),
  });
}

function openPulsar(
  profile: PulsarProfile,
  tls: TlsSettings | undefined,
  readSecret: () => Promise<string>,
  clock: Clock,
): StreamAdmin {
  const parsed = parsePulsarEndpoint(profile.adminUrl, profile.webSocketUrl);
  if (!parsed.ok) throw new StreamscopeError('INPUT_INVALID', parsed.reason);
  return createPulsarStreamAdmin({
    endpoint: parsed.endpoint,
    tenant: profile.tenant,
    namespace: profile.namespace,
    credentials: profile.auth,
    readSecret,
    transport: createHttpTransport({ clock, ...(tls === undefined ? {} : { tls }) }),
    ...(tls === undefined ? {} : { tls }),
  });
}

/** The sandbox is a GDN service of its own, on the loopback interface, with a password made at its start. */
async function openSandbox(profile: SandboxProfile, options: AdminOptions): Promise<StreamAdmin> {
  const facts = await options.sandbox.start();
  const gdn: GdnProfile = {
    ...profile,
    kind: 'gdn',
    host: facts.url,
    auth: { method: 'password', email: facts.email },
  };
  return openGdn(gdn, undefined, () => Promise.resolve(facts.password), options.clock);
}

export function credentialsOf({ auth }: GdnProfile): GdnCredentials {
  return auth.method === 'password'
    ? { method: 'password', identity: readIdentity(auth.email) }
    : { method: auth.method };
}
