import type { Client } from '../api/client.ts';
import { fieldsSeenIn, type SeenMessage } from './fields-seen-in.ts';
import type { Timers } from './timers.ts';
import type { MessageSummary } from '../../shared/contract/schemas/history.ts';
import type { KnownField } from '../../shared/domain/filter/completions.ts';

/** The newest messages of the stream that are looked into: enough to know its shapes, little to read. */
const messagesRead = 40;
/** Larger payloads are not read for the sake of a completion. */
const largestPayload = 65_536;
/** What was seen is good for this long. */
const freshForMs = 15_000;

/** The field names and values of a stream's newest messages, for completion. Read when the filter bar is entered. */
export class SeenFields {
  known = $state.raw<readonly KnownField[]>([]);
  #readAt = Number.NEGATIVE_INFINITY;
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #streamId: number;

  constructor(client: Client, timers: Timers, streamId: number) {
    this.#client = client;
    this.#timers = timers;
    this.#streamId = streamId;
  }

  /** Without an answer completion knows the language only: never worth an error. */
  async refresh(): Promise<void> {
    const now = this.#timers.now();
    if (now - this.#readAt < freshForMs) return;
    this.#readAt = now;
    try {
      this.known = fieldsSeenIn(await this.#newest());
    } catch {
      this.#readAt = Number.NEGATIVE_INFINITY;
    }
  }

  async #newest(): Promise<readonly SeenMessage[]> {
    const view = { kind: 'stream', streamId: this.#streamId } as const;
    const { total } = await this.#client.call('history.rows', { view, from: 0, count: 1 });
    const from = Math.max(0, total - messagesRead);
    const { rows } = await this.#client.call('history.rows', { view, from, count: messagesRead });
    return Promise.all(rows.filter(({ size }) => size <= largestPayload).map((row) => this.#read(row)));
  }

  async #read({ rowId, kind }: MessageSummary): Promise<SeenMessage> {
    const { key, properties, payload } = await this.#client.call('history.message', { rowId });
    return { key, properties, json: kind === 'json' ? new TextDecoder().decode(payload) : undefined };
  }
}
