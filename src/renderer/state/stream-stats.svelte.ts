import { SvelteMap } from 'svelte/reactivity';
import type { Client } from '../api/client.ts';
import type { StreamStats as Stats } from '../../shared/contract/schemas/stream.ts';
import type { Timers } from './timers.ts';

/** Between two looks at the rows on screen. */
const pollEveryMs = 5_000;
/** Streams asked about at once: the contract's bound. Rows beyond it wait until they are scrolled to. */
const mostAsked = 100;

export interface VisibleStream {
  readonly connectionId: string;
  readonly fullName: string;
}

export interface StreamStatsOptions {
  readonly client: Client;
  readonly timers: Timers;
  readonly isOnline: (connectionId: string) => boolean;
  /** False while the window is hidden or minimised. */
  readonly isPageVisible: () => boolean;
}

/** Live figures of the streams that are on screen. Nothing is asked for what nobody sees. */
export class StreamStats {
  readonly #known = new SvelteMap<string, Stats>();
  #visible: readonly VisibleStream[] = [];
  #isAsking = false;
  readonly #options: StreamStatsOptions;
  readonly #stopPolling: () => void;

  constructor(options: StreamStatsOptions) {
    this.#options = options;
    this.#stopPolling = options.timers.every(pollEveryMs, () => void this.poll());
  }

  of(connectionId: string, fullName: string): Stats | undefined {
    return this.#options.isOnline(connectionId) ? this.#known.get(keyOf(connectionId, fullName)) : undefined;
  }

  /** The rows on screen now; rows that were not on screen before are asked about at once. */
  show(visible: readonly VisibleStream[]): void {
    const hasNew = visible.some(
      ({ connectionId, fullName }) => !this.#known.has(keyOf(connectionId, fullName)),
    );
    this.#visible = visible;
    if (hasNew) void this.poll();
  }

  /** A service that does not answer leaves the last figures; the tree shows the connection's own state. */
  async poll(): Promise<void> {
    if (this.#isAsking || !this.#options.isPageVisible()) return;
    this.#isAsking = true;
    try {
      for (const [connectionId, fullNames] of this.#grouped()) {
        const answers = await this.#options.client.call('streams.stats', { connectionId, fullNames });
        for (const { fullName, stats } of answers) this.#known.set(keyOf(connectionId, fullName), stats);
      }
    } catch {
      // Figures are a convenience: a failed look is tried again at the next beat.
    } finally {
      this.#isAsking = false;
    }
  }

  stop(): void {
    this.#stopPolling();
  }

  #grouped(): readonly (readonly [string, string[]])[] {
    const asked = this.#visible
      .slice(0, mostAsked)
      .filter(({ connectionId }) => this.#options.isOnline(connectionId));
    const connectionIds = asked.map(({ connectionId }) => connectionId);
    return connectionIds
      .filter((id, index) => connectionIds.indexOf(id) === index)
      .map((id) => [
        id,
        asked
          .filter(({ connectionId }) => connectionId === id)
          .map(({ fullName }) => fullName)
          .filter((fullName, index, all) => all.indexOf(fullName) === index),
      ]);
  }
}

function keyOf(connectionId: string, fullName: string): string {
  return `${connectionId}\n${fullName}`;
}
