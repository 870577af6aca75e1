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
import type { StreamAdmin } from '../stream-admin/stream-admin.ts';
import { tlsSettingsOf } from '../stream-admin/tls-settings.ts';
import type { SandboxHost } from './sandbox-host.ts';

export interface AdminOptions {
  readonly clock: Clock;
  readonly readSecret: (profileId: string) => Promise<string>;
  readonly sandbox: SandboxHost;
}

/** The client of a profile's service. Nothing is sent, and no secret read, before its first call. */
export async function openAdmin(profile: Profile, options: AdminOptions): Promise<StreamAdmin> {
  switch (profile.kind) {
    case 'gdn':
      return openGdn(profile, () => options.readSecret(profile.id), options.clock);
    case 'sandbox':
      return openSandbox(profile, options);
    case 'pulsar':
      return openPulsar(profile, () => options.readSecret(profile.id), options.clock);
  }
}

function openGdn(profile: GdnProfile, readSecret: () => Promise<string>, clock: Clock): StreamAdmin {
  const parsed = parseGdnEndpoint(profile.host);
  if (!parsed.ok) throw new StreamscopeError('INPUT_INVALID', parsed.reason);
  const tls = tlsSettingsOf(profile.tls);
  return createGdnStreamAdmin({
    endpoint: parsed.endpoint,
    credentials: credentialsOf(profile),
    readSecret,
    transport: createHttpTransport({ clock, ...(tls === undefined ? {} : { tls }) }),
    ...(tls === undefined ? {} : { tls }),
    now: () => clock.now(),
  });
}

function openPulsar(profile: PulsarProfile, readSecret: () => Promise<string>, clock: Clock): StreamAdmin {
  const parsed = parsePulsarEndpoint(profile.adminUrl, profile.webSocketUrl);
  if (!parsed.ok) throw new StreamscopeError('INPUT_INVALID', parsed.reason);
  const tls = tlsSettingsOf(profile.tls);
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
  return openGdn(gdn, () => Promise.resolve(facts.password), options.clock);
}

export function credentialsOf({ auth }: GdnProfile): GdnCredentials {
  return auth.method === 'password'
    ? { method: 'password', identity: readIdentity(auth.email) }
    : { method: auth.method };
}
