import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { TestStageResult } from '../../shared/contract/schemas/connection.ts';
import type { GdnProfile, Profile } from '../../shared/contract/schemas/profile.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { testGdnConnection } from '../gdn/connection-test.ts';
import type { SecretService } from '../keychain/secret-service.ts';
import type { SocketSettings } from '../sockets/reconnecting-socket.ts';
import { createHttpTransport } from '../stream-admin/http-transport.ts';
import { createNetworkProbes } from '../stream-admin/network-probes.ts';
import { tlsSettingsOf } from '../stream-admin/tls-settings.ts';
import { credentialsOf } from './open-admin.ts';
import type { SandboxHost } from './sandbox-host.ts';

export interface ConnectionTestOptions {
  readonly clock: Clock;
  readonly secrets: Pick<SecretService, 'read'>;
  readonly network: Pick<SocketSettings, 'openWebSocket'>;
  readonly sandbox: SandboxHost;
}

/** How long a name look-up, a TCP or a TLS handshake may take. */
const probeTimeoutMs = 10_000;

/** Tests a profile as it stands in the editor, saved or not: a secret just typed wins over the one that is kept. */
export type ConnectionTest = (
  profile: Profile,
  secret: string | undefined,
  onStage: (result: TestStageResult) => void,
) => Promise<TestStageResult[]>;

export function createConnectionTest(options: ConnectionTestOptions): ConnectionTest {
  const { clock } = options;
  return async (profile, secret, onStage) => {
    const typed = secret === undefined || secret === '' ? undefined : secret;
    const { gdn, readSecret } = await targetOf(profile, typed);
    const tls = tlsSettingsOf(gdn.tls);
    const withTls = tls === undefined ? {} : { tls };
    const results = await testGdnConnection({
      ...withTls,
      host: gdn.host,
      fabric: gdn.fabric,
      credentials: credentialsOf(gdn),
      readSecret,
      transport: createHttpTransport({ clock, ...withTls }),
      probes: createNetworkProbes(clock, probeTimeoutMs),
      clock,
      openWebSocket: options.network.openWebSocket,
      onStage,
    });
    return [...results];
  };

  async function targetOf(
    profile: Profile,
    typed: string | undefined,
  ): Promise<{ gdn: GdnProfile; readSecret: () => Promise<string> }> {
    switch (profile.kind) {
      case 'gdn':
        return {
          gdn: profile,
          readSecret: () => (typed === undefined ? options.secrets.read(profile.id) : Promise.resolve(typed)),
        };
      case 'sandbox': {
        const { url, email, password } = await options.sandbox.start();
        const auth = { method: 'password' as const, email };
        return {
          gdn: { ...profile, kind: 'gdn', host: url, auth },
          readSecret: () => Promise.resolve(password),
        };
      }
      case 'pulsar':
        throw new StreamscopeError('SERVICE_UNSUPPORTED', 'Apache Pulsar connections are not available yet.');
    }
  }
}
