import type { Client } from '../api/client.ts';
import type {
  ExportFormat,
  ExportPlan,
  ExportRequest,
  TransferState,
} from '../../shared/contract/schemas/transfer.ts';

/** Exports and imports of this run, newest first. */
export class Transfers {
  all = $state.raw<readonly TransferState[]>([]);
  readonly running = $derived(this.all.filter(({ phase }) => phase === 'running'));
  /** The one a dialog shows from beginning to end: its end needs no other word. */
  watchedId = $state<string>();
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('transfer.changed', (transfer) => {
      this.#learn(transfer);
    });
  }

  async load(): Promise<void> {
    this.all = await this.#client.call('transfer.list');
  }

  find(transferId: string | undefined): TransferState | undefined {
    return this.all.find((transfer) => transfer.transferId === transferId);
  }

  plan(request: ExportRequest): Promise<ExportPlan> {
    return this.#client.call('export.plan', request);
  }

  /** Asks where to write, then starts. Undefined when the person thought better of it. */
  async export(request: ExportRequest, name: string): Promise<TransferState | undefined> {
    const path = await this.#chooseTarget(request.format, name);
    if (path === null) return undefined;
    return this.#begun(await this.#client.call('export.start', { request, path }));
  }

  async chooseImport(): Promise<string | undefined> {
    const { path } = await this.#client.call('import.choose');
    return path ?? undefined;
  }

  async import(path: string): Promise<TransferState> {
    return this.#begun(await this.#client.call('import.start', { path }));
  }

  async cancel(transferId: string): Promise<void> {
    await this.#client.call('transfer.cancel', { transferId });
  }

  async reveal(transferId: string): Promise<void> {
    await this.#client.call('transfer.reveal', { transferId });
  }

  stop(): void {
    this.#stopListening();
  }

  async #chooseTarget(format: ExportFormat, name: string): Promise<string | null> {
    const { path } = await this.#client.call('export.choose', { format, name });
    return path;
  }

  /** News may have come before the answer, and they know more. */
  #begun(transfer: TransferState): TransferState {
    const known = this.find(transfer.transferId);
    if (known === undefined) this.#learn(transfer);
    return known ?? transfer;
  }

  #learn(transfer: TransferState): void {
    const isKnown = this.find(transfer.transferId) !== undefined;
    this.all = isKnown
      ? this.all.map((other) => (other.transferId === transfer.transferId ? transfer : other))
      : [transfer, ...this.all];
  }
}
