import { SvelteMap } from 'svelte/reactivity';
import type { Client } from '../api/client.ts';
import type { Captures } from './captures.svelte.ts';
import type { Timers } from './timers.ts';
import type { Retention, StreamHistory } from '../../shared/contract/schemas/history.ts';

/** Between a change of stored rows and the list being read again: a push says nothing of times and policies. */
const refreshAfterMs = 3_000;

/** Rows of a stream that are stored, and the `seq` of the oldest. */
export interface StoredExtent {
  readonly count: number;
  readonly firstSeq: number;
}

export interface HistoryChange extends StoredExtent {
  /** Of the rows' payloads. */
  readonly bytes: number;
  readonly version: number;
}

/** The streams that have a stored history, whether or not any connection is open. */
export class Histories {
  all = $state.raw<readonly StreamHistory[]>([]);
  isLoaded = $state(false);
  readonly totalBytes = $derived(
    this.all.reduce((sum, { streamId, bytes }) => sum + (this.changeOf(streamId)?.bytes ?? bytes), 0),
  );
  readonly totalCount = $derived(
    this.all.reduce((sum, { streamId, count }) => sum + (this.changeOf(streamId)?.count ?? count), 0),
  );
  readonly #changes = new SvelteMap<number, HistoryChange>();
  #stopWaiting: (() => void) | undefined;
  readonly #client: Client;
  readonly #captures: Captures;
  readonly #stopListening: () => void;

  constructor(client: Client, timers: Timers, captures: Captures) {
    this.#client = client;
    this.#captures = captures;
    this.#stopListening = client.on('history.changed', (changes) => {
      const hasNew = changes.some(
        ({ streamId }) => !this.#changes.has(streamId) && (this.byId(streamId)?.count ?? 0) === 0,
      );
      for (const { streamId, ...change } of changes) this.#changes.set(streamId, change);
      // Read again at a slow pace, but at once for a stream's first rows: it may be new to the list.
      if (hasNew) this.#stopWaiting?.();
      if (hasNew || this.#stopWaiting === undefined) {
        this.#stopWaiting = timers.after(hasNew ? 0 : refreshAfterMs, () => {
          this.#stopWaiting = undefined;
          // A failed look is made up for by the next one.
          this.load().catch(() => undefined);
        });
      }
    });
  }

  async load(): Promise<void> {
    this.all = await this.#client.call('history.streams');
    this.isLoaded = true;
  }

  find(connectionId: string, fullName: string): StreamHistory | undefined {
    return this.#readable().find(
      (stream) => stream.connectionId === connectionId && stream.fullName === fullName,
    );
  }

  /** A stored stream or one of an open capture. */
  byId(streamId: number): StreamHistory | undefined {
    return this.#readable().find((stream) => stream.streamId === streamId);
  }

  /** How much of a stream is stored, as far as this window has heard. */
  extentOf(streamId: number): StoredExtent | undefined {
    return this.changeOf(streamId) ?? this.byId(streamId);
  }

  /** The newest push about a stream; undefined until it changed while this window was open. */
  changeOf(streamId: number): HistoryChange | undefined {
    return this.#changes.get(streamId);
  }

  /** Whether a stream is stored at all, and how much of it is kept. */
  async setPolicy(streamId: number, isStored: boolean, retention: Retention): Promise<void> {
    const changed = await this.#client.call('history.setPolicy', { streamId, isStored, retention });
    this.all = this.all.map((stream) => (stream.streamId === streamId ? changed : stream));
  }

  async clear(streamId: number, typedName: string): Promise<void> {
    await this.#client.call('history.clear', { streamId, typedName });
    await this.load();
  }

  stop(): void {
    this.#stopListening();
    this.#stopWaiting?.();
  }

  #readable(): readonly StreamHistory[] {
    return [...this.all, ...this.#captures.streams];
  }
}
