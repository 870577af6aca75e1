import { SvelteMap } from 'svelte/reactivity';
import type { Client } from '../api/client.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { StreamEntry, StreamList } from '../../shared/contract/schemas/stream.ts';

/** What is known of one fabric's streams. An old list stays while a newer one is asked for. */
export interface FabricStreams {
  readonly list: StreamList | undefined;
  readonly isLoading: boolean;
  readonly error: ErrorReport | undefined;
}

const unknown: FabricStreams = { list: undefined, isLoading: false, error: undefined };

/** The streams of every fabric looked at, as the service lists them or as they were last known. */
export class Streams {
  readonly #fabrics = new SvelteMap<string, FabricStreams>();
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  of(connectionId: string, fabric: string): FabricStreams {
    return this.#fabrics.get(keyOf(connectionId, fabric)) ?? unknown;
  }

  find(connectionId: string, fullName: string): StreamEntry | undefined {
    for (const [key, { list }] of this.#fabrics) {
      if (!key.startsWith(`${connectionId}\n`)) continue;
      const entry = list?.streams.find((stream) => stream.fullName === fullName);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  /** Every stream known of a connection, over all fabrics looked at. */
  allOf(connectionId: string): readonly StreamEntry[] {
    return [...this.#fabrics]
      .filter(([key]) => key.startsWith(`${connectionId}\n`))
      .flatMap(([, { list }]) => list?.streams ?? []);
  }

  async load(connectionId: string, fabric: string): Promise<void> {
    const key = keyOf(connectionId, fabric);
    const before = this.of(connectionId, fabric);
    if (before.isLoading) return;
    this.#fabrics.set(key, { ...before, isLoading: true, error: undefined });
    try {
      const list = await this.#client.call('streams.list', { connectionId, fabric });
      this.#fabrics.set(key, { list, isLoading: false, error: undefined });
    } catch (error) {
      this.#fabrics.set(key, { list: before.list, isLoading: false, error: reportOf(error) });
    }
  }

  async create(
    connectionId: string,
    fabric: string,
    name: string,
    scope: StreamEntry['scope'],
  ): Promise<StreamEntry> {
    const created = await this.#client.call('streams.create', { connectionId, fabric, name, scope });
    await this.load(connectionId, fabric);
    return created;
  }

  async delete(connectionId: string, stream: StreamEntry, typedName: string, force: boolean): Promise<void> {
    await this.#client.call('streams.delete', { connectionId, fullName: stream.fullName, typedName, force });
    await this.load(connectionId, stream.fabric);
  }

  forget(connectionId: string): void {
    for (const key of [...this.#fabrics.keys()]) {
      if (key.startsWith(`${connectionId}\n`)) this.#fabrics.delete(key);
    }
  }
}

function keyOf(connectionId: string, fabric: string): string {
  return `${connectionId}\n${fabric}`;
}
