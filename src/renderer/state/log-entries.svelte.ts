import type { Client } from '../api/client.ts';
import type { LogEntry } from '../../shared/contract/schemas/app.ts';

/** Lines kept in the window; older ones leave it (the log file has them). */
export const mostLogEntries = 2_000;

/** The newest lines of the log, secrets masked by main. */
export class LogEntries {
  all = $state.raw<readonly LogEntry[]>([]);
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('app.logged', (entries) => {
      this.all = [...this.all, ...entries].slice(-mostLogEntries);
    });
  }

  async load(): Promise<void> {
    this.all = (await this.#client.call('app.log')).slice(-mostLogEntries);
  }

  stop(): void {
    this.#stopListening();
  }
}
