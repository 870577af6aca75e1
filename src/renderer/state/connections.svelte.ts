import type { Client } from '../api/client.ts';
import type { ConnectionState } from '../../shared/contract/schemas/connection.ts';

/** The live connections, one a profile. A profile that was never opened has no entry. */
export class Connections {
  all = $state.raw<readonly ConnectionState[]>([]);
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('connections.changed', (all) => {
      this.all = all;
    });
  }

  async load(): Promise<void> {
    this.all = await this.#client.call('connections.list');
  }

  find(connectionId: string): ConnectionState | undefined {
    return this.all.find((connection) => connection.connectionId === connectionId);
  }

  isOnline(connectionId: string): boolean {
    return this.find(connectionId)?.phase === 'online';
  }

  async open(connectionId: string): Promise<ConnectionState> {
    return this.#learn(await this.#client.call('connections.open', { connectionId }));
  }

  async close(connectionId: string): Promise<void> {
    await this.#client.call('connections.close', { connectionId });
  }

  async selectFabric(connectionId: string, fabric: string): Promise<ConnectionState> {
    return this.#learn(await this.#client.call('connections.selectFabric', { connectionId, fabric }));
  }

  /** Starts the embedded server if need be, and connects to it. */
  async startSandbox(): Promise<ConnectionState> {
    return this.#learn(await this.#client.call('sandbox.start'));
  }

  /** Messages a second of the sandbox's telemetry stream. */
  async setSandboxRate(perSecond: number): Promise<void> {
    await this.#client.call('sandbox.setRate', { perSecond });
  }

  stop(): void {
    this.#stopListening();
  }

  #learn(connection: ConnectionState): ConnectionState {
    const others = this.all.filter(({ connectionId }) => connectionId !== connection.connectionId);
    this.all = [...others, connection];
    return connection;
  }
}
