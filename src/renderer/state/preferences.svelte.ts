import type { Client } from '../api/client.ts';
import { defaultSettings, type Settings } from '../../shared/contract/schemas/settings.ts';

/** The settings of this installation as they are now. */
export class Preferences {
  value = $state.raw<Settings>(defaultSettings());
  readonly #client: Client;
  #listeners: readonly (() => void)[] = [];
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('settings.changed', (value) => {
      this.value = value;
      for (const listener of this.#listeners) listener();
    });
  }

  /** Main told of a change, whichever window made it. Returns the way to stop hearing of them. */
  onPushed(listener: () => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  async load(): Promise<void> {
    this.value = await this.#client.call('settings.read');
  }

  /** Shown at once; if main cannot keep it, the old value comes back and the error goes to the caller. */
  async change(change: Partial<Settings>): Promise<void> {
    const before = this.value;
    this.value = { ...before, ...change };
    try {
      this.value = await this.#client.call('settings.change', change);
    } catch (error) {
      this.value = before;
      throw error;
    }
  }

  stop(): void {
    this.#stopListening();
  }
}
