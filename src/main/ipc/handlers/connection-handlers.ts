import type { Handlers } from '../../../shared/contract/api.ts';
import type { TestStageResult } from '../../../shared/contract/schemas/connection.ts';
import type { Profile } from '../../../shared/contract/schemas/profile.ts';
import type { ConnectionService } from '../../connections/connection-service.ts';
import type { ProfileKeeper, TypedSecrets } from '../../connections/profile-keeper.ts';
import type { SandboxHost } from '../../connections/sandbox-host.ts';

export interface ConnectionServices {
  readonly profiles: ProfileKeeper;
  readonly connections: ConnectionService;
  readonly sandbox: SandboxHost;
  readonly testConnection: (
    profile: Profile,
    typed: TypedSecrets,
    onStage: (result: TestStageResult) => void,
  ) => Promise<TestStageResult[]>;
  readonly pushStage: (testId: string, result: TestStageResult) => void;
}

export const connectionHandlers = (services: ConnectionServices) =>
  ({
    'profiles.list': () => services.profiles.list(),
    'profiles.save': ({ profile, secret, clientKey, keep }) =>
      services.profiles.save(profile, { secret, clientKey }, keep),
    'profiles.remove': ({ profileId }) => services.profiles.remove(profileId),
    'profiles.giveSecret': ({ profileId, secret, keep }) =>
      services.profiles.giveSecret(profileId, secret, keep),
    'connections.test': ({ testId, profile, secret, clientKey }) =>
      services.testConnection(profile, { secret, clientKey }, (result) => {
        services.pushStage(testId, result);
      }),
    'connections.list': () => services.connections.list(),
    'connections.open': ({ connectionId }) => services.connections.open(connectionId),
    'connections.close': ({ connectionId }) => services.connections.close(connectionId),
    'connections.selectFabric': ({ connectionId, fabric }) =>
      services.connections.selectFabric(connectionId, fabric),
    'sandbox.start': async () => {
      const { id } = await services.profiles.ensureSandbox();
      return services.connections.open(id);
    },
    'sandbox.setRate': ({ perSecond }) => services.sandbox.setRate(perSecond),
  }) satisfies Partial<Handlers>;
