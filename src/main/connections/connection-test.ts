import type { TestStageResult } from '../../shared/contract/schemas/connection.ts';
import type { GdnProfile, Profile } from '../../shared/contract/schemas/profile.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { testGdnConnection } from '../gdn/connection-test.ts';
import type { SecretService } from '../keychain/secret-service.ts';
import { testPulsarConnection } from '../pulsar/connection-test.ts';
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
  const { clock, sandbox, secrets } = options;

  return async (profile, secret, onStage) => {
    const typed = secret === undefined || secret === '' ? undefined : secret;
    const readSecret = (): Promise<string> =>
      typed === undefined ? secrets.read(profile.id) : Promise.resolve(typed);
    switch (profile.kind) {
      case 'gdn':
        return [...(await testGdn(profile, readSecret, onStage))];
      case 'sandbox': {
        const { url, email, password } = await sandbox.start();
        const gdn: GdnProfile = { ...profile, kind: 'gdn', host: url, auth: { method: 'password', email } };
        return [...(await testGdn(gdn, () => Promise.resolve(password), onStage))];
      }
      case 'pulsar':
        return [
          ...(await testPulsarConnection({
            ...common(profile, onStage),
            adminUrl: profile.adminUrl,
            webSocketUrl: profile.webSocketUrl,
            tenant: profile.tenant,
            namespace: profile.namespace,
            credentials: profile.auth,
            readSecret,
          })),
        ];
    }
  };

  function testGdn(
    gdn: GdnProfile,
    readSecret: () => Promise<string>,
    onStage: (result: TestStageResult) => void,
  ): Promise<readonly TestStageResult[]> {
    const { host, fabric } = gdn;
    return testGdnConnection({
      ...common(gdn, onStage),
      host,
      fabric,
      credentials: credentialsOf(gdn),
      readSecret,
    });
  }

  /** What both tests need; the transport and the probes are made for one test and ended by it. */
  function common(profile: Profile, onStage: (result: TestStageResult) => void) {
    const tls = tlsSettingsOf(profile.tls);
    const withTls = tls === undefined ? {} : { tls };
    return {
      ...withTls,
      transport: createHttpTransport({ clock, ...withTls }),
      probes: createNetworkProbes(clock, probeTimeoutMs),
      clock,
      openWebSocket: options.network.openWebSocket,
      onStage,
    };
  }
}
