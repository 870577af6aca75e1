import type { TestStageResult } from '../../shared/contract/schemas/connection.ts';
import type { GdnProfile, Profile } from '../../shared/contract/schemas/profile.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { testGdnConnection } from '../gdn/connection-test.ts';
import type { SecretService } from '../keychain/secret-service.ts';
import { testPulsarConnection } from '../pulsar/connection-test.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import type { SocketSettings } from '../sockets/reconnecting-socket.ts';
import { createHttpTransport } from '../stream-admin/http-transport.ts';
import { createNetworkProbes } from '../stream-admin/network-probes.ts';
import { runStages } from '../stream-admin/staged-test.ts';
import { credentialsOf } from './open-admin.ts';
import type { TypedSecrets } from './profile-keeper.ts';
import { profileTls } from './profile-tls.ts';
import type { SandboxHost } from './sandbox-host.ts';

export interface ConnectionTestOptions {
  readonly clock: Clock;
  readonly secrets: Pick<SecretService, 'read'>;
  readonly network: Pick<SocketSettings, 'openWebSocket'>;
  readonly sandbox: SandboxHost;
}

/** How long a name look-up, a TCP or a TLS handshake may take. */
const probeTimeoutMs = 10_000;

/** Tests a profile as it stands in the editor, saved or not: secrets just typed win over those that are kept. */
export type ConnectionTest = (
  profile: Profile,
  typed: TypedSecrets,
  onStage: (result: TestStageResult) => void,
) => Promise<TestStageResult[]>;

export function createConnectionTest(options: ConnectionTestOptions): ConnectionTest {
  const { clock, sandbox, secrets } = options;

  return async (profile, typed, onStage) => {
    const keptUnless = (text: string | undefined, account: string): Promise<string> =>
      text === undefined || text === '' ? secrets.read(account) : Promise.resolve(text);
    const readSecret = (): Promise<string> => keptUnless(typed.secret, profile.id);
    let tls: TlsSettings | undefined;
    try {
      tls = await profileTls(profile, (account) => keptUnless(typed.clientKey, account));
    } catch (error) {
      return [...(await failedTls(error, onStage))];
    }
    switch (profile.kind) {
      case 'gdn':
        return [...(await testGdn(profile, tls, readSecret, onStage))];
      case 'sandbox': {
        const { url, email, password } = await sandbox.start();
        const gdn: GdnProfile = { ...profile, kind: 'gdn', host: url, auth: { method: 'password', email } };
        return [...(await testGdn(gdn, undefined, () => Promise.resolve(password), onStage))];
      }
      case 'pulsar':
        return [
          ...(await testPulsarConnection({
            ...common(tls, onStage),
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

  /** Certificates that cannot be used are told where they would be used; there is nothing to be tried without them. */
  function failedTls(
    error: unknown,
    onStage: (result: TestStageResult) => void,
  ): Promise<readonly TestStageResult[]> {
    return runStages([{ stage: 'tls', run: () => Promise.reject(error) }], () => clock.now(), onStage);
  }

  function testGdn(
    gdn: GdnProfile,
    tls: TlsSettings | undefined,
    readSecret: () => Promise<string>,
    onStage: (result: TestStageResult) => void,
  ): Promise<readonly TestStageResult[]> {
    const { host, fabric } = gdn;
    return testGdnConnection({
      ...common(tls, onStage),
      host,
      fabric,
      credentials: credentialsOf(gdn),
      readSecret,
    });
  }

  /** What both tests need; the transport and the probes are made for one test and ended by it. */
  function common(tls: TlsSettings | undefined, onStage: (result: TestStageResult) => void) {
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
