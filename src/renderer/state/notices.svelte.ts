import type { Client } from '../api/client.ts';
import type { Notice } from '../../shared/contract/schemas/app.ts';

/** What happened while nobody was looking. A notice stays until it is dismissed. */
export class Notices {
  all = $state.raw<readonly Notice[]>([]);
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('app.notice', (notice) => {
      this.all = [...this.all.filter(({ id }) => id !== notice.id), notice];
    });
  }

  async load(): Promise<void> {
    this.all = await this.#client.call('app.notices');
  }

  async dismiss(id: string): Promise<void> {
    this.all = this.all.filter((notice) => notice.id !== id);
    await this.#client.call('app.dismissNotice', { id });
  }

  stop(): void {
    this.#stopListening();
  }
}
