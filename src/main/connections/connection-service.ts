import type { ErrorReport } from '../../shared/contract/errors.ts';
import { reportOf, StreamscopeError } from '../../shared/contract/errors.ts';
import type { ConnectionState } from '../../shared/contract/schemas/connection.ts';
import type { Profile } from '../../shared/contract/schemas/profile.ts';
import type { StreamAdmin } from '../stream-admin/stream-admin.ts';

export interface ConnectionService {
  list(): ConnectionState[];
  /** Signs in and lists the fabrics; a failure is part of the state as well as thrown. */
  open(connectionId: string): Promise<ConnectionState>;
  close(connectionId: string): Promise<void>;
  selectFabric(connectionId: string, fabric: string): ConnectionState;
  /** The client of a connection that is online. @throws StreamscopeError OFFLINE */
  adminOf(connectionId: string): StreamAdmin;
  isOnline(connectionId: string): boolean;
  stop(): Promise<void>;
}

export interface ConnectionOptions {
  readonly profileOf: (connectionId: string) => Profile;
  readonly openAdmin: (profile: Profile) => Promise<StreamAdmin>;
  /** Closes what hangs on a connection: sessions and producers. */
  readonly detach: (connectionId: string) => Promise<void>;
  readonly onChange: (states: ConnectionState[]) => void;
}

interface Connection {
  state: ConnectionState;
  admin: StreamAdmin | undefined;
  opening: Promise<ConnectionState> | undefined;
}

export function createConnectionService(options: ConnectionOptions): ConnectionService {
  const connections = new Map<string, Connection>();
  const list = (): ConnectionState[] => [...connections.values()].map(({ state }) => state);

  function change(connection: Connection, part: Partial<ConnectionState>, drop?: 'error'): ConnectionState {
    const { error, ...rest } = connection.state;
    connection.state = { ...rest, ...(drop === undefined && error !== undefined ? { error } : {}), ...part };
    options.onChange(list());
    return connection.state;
  }

  function make(connectionId: string): Connection {
    const profile = options.profileOf(connectionId);
    const fabric = profile.kind === 'pulsar' ? `${profile.tenant}/${profile.namespace}` : profile.fabric;
    const made: Connection = {
      state: { connectionId, phase: 'offline', fabric, fabrics: [fabric] },
      admin: undefined,
      opening: undefined,
    };
    connections.set(connectionId, made);
    return made;
  }

  async function connect(connection: Connection, profile: Profile): Promise<ConnectionState> {
    change(connection, { phase: 'connecting' }, 'error');
    let admin: StreamAdmin | undefined;
    try {
      admin = await options.openAdmin(profile);
      const { tenant } = await admin.signIn();
      const fabrics = [...(await admin.listFabrics())].sort((a, b) => a.localeCompare(b));
      if (connections.get(profile.id) !== connection)
        throw new StreamscopeError('CANCELLED', 'The connection was closed while it was being made.');
      connection.admin = admin;
      const online = change(connection, { phase: 'online', tenant, fabrics });
      void learnRegions(connection, admin);
      return online;
    } catch (thrown) {
      admin?.stop();
      const error: ErrorReport = reportOf(thrown);
      change(connection, { phase: 'failed', error });
      throw thrown;
    }
  }

  /** Everything works without them, so a service that does not tell them is no failure. */
  async function learnRegions(connection: Connection, admin: StreamAdmin): Promise<void> {
    const regions = await admin.listRegions?.().catch(() => undefined);
    if (regions !== undefined && connection.admin === admin && isKept(connection))
      change(connection, { regions: [...regions] });
  }

  const isKept = (connection: Connection): boolean =>
    connections.get(connection.state.connectionId) === connection;

  return {
    list,
    async open(connectionId) {
      const profile = options.profileOf(connectionId);
      const connection = connections.get(connectionId) ?? make(connectionId);
      if (connection.state.phase === 'online') return connection.state;
      connection.opening ??= connect(connection, profile).finally(() => {
        connection.opening = undefined;
      });
      return connection.opening;
    },
    async close(connectionId) {
      const connection = connections.get(connectionId);
      if (connection === undefined) return;
      await options.detach(connectionId);
      connections.delete(connectionId);
      connection.admin?.stop();
      options.onChange(list());
    },
    selectFabric(connectionId, fabric) {
      const connection = connections.get(connectionId) ?? make(connectionId);
      return change(connection, { fabric });
    },
    adminOf(connectionId) {
      const admin = connections.get(connectionId)?.admin;
      if (admin === undefined)
        throw new StreamscopeError(
          'OFFLINE',
          'This needs a connection, and there is none. History stays readable.',
        );
      return admin;
    },
    isOnline: (connectionId) => connections.get(connectionId)?.admin !== undefined,
    async stop() {
      const open = [...connections.entries()];
      connections.clear();
      await Promise.all(open.map(([connectionId]) => options.detach(connectionId)));
      for (const [, { admin }] of open) admin?.stop();
    },
  };
}
