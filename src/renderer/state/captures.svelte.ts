import type { Client } from '../api/client.ts';
import type { OpenCapture } from '../../shared/contract/schemas/capture.ts';
import type { StreamHistory } from '../../shared/contract/schemas/history.ts';

/** The capture files that are open, beside the history and never part of it. */
export class Captures {
  all = $state.raw<readonly OpenCapture[]>([]);
  readonly streams: readonly StreamHistory[] = $derived(this.all.flatMap(({ streams }) => streams));
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('captures.changed', (all) => {
      this.all = all;
    });
  }

  async load(): Promise<void> {
    this.all = await this.#client.call('captures.list');
  }

  /** Undefined when the person thought better of it. */
  async choose(): Promise<string | undefined> {
    const { path } = await this.#client.call('captures.choose');
    return path ?? undefined;
  }

  async open(path: string): Promise<OpenCapture> {
    const opened = await this.#client.call('captures.open', { path });
    if (!this.all.some(({ captureId }) => captureId === opened.captureId)) this.all = [...this.all, opened];
    return opened;
  }

  async close(captureId: string): Promise<void> {
    await this.#client.call('captures.close', { captureId });
    this.all = this.all.filter((capture) => capture.captureId !== captureId);
  }

  /** The capture that a tab's or a stream's connection stands for. */
  ofConnection(connectionId: string): OpenCapture | undefined {
    return this.all.find(({ streams }) => streams.some((stream) => stream.connectionId === connectionId));
  }

  /** Whether a stream's messages are those of a file, which is never written to. */
  holds(streamId: number | undefined): boolean {
    return this.streams.some((stream) => stream.streamId === streamId);
  }

  stop(): void {
    this.#stopListening();
  }
}
