import { Comparison } from './comparison.svelte.ts';
import { Decoding } from './decoding.svelte.ts';
import type { Client } from '../api/client.ts';
import type { Timers } from './timers.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { DeliveryEvent, MessageDetail } from '../../shared/contract/schemas/history.ts';

/** Between two looks at whether the message shown was delivered or answered again. */
const lookAgainMs = 500;

/** A payload that takes longer to decode is shown as being decoded, instead of the message before it. */
const decodeWithinMs = 150;

export const payloadViews = ['tree', 'text', 'image', 'hex'] as const;
export type PayloadView = (typeof payloadViews)[number];

export const inspectorViews = ['value', 'meta', 'properties', 'deliveries', 'diff'] as const;
export type InspectorView = (typeof inspectorViews)[number];

/** The one message under the lens, with its deliveries. The view chosen stays while messages change. */
export class Inspector {
  view = $state<InspectorView>('value');
  valueView = $state<PayloadView>('tree');
  rowId = $state<number>();
  detail = $state.raw<MessageDetail>();
  deliveries = $state.raw<readonly DeliveryEvent[]>([]);
  error = $state.raw<ErrorReport>();
  readonly isLoading = $derived(
    this.rowId !== undefined && this.detail?.rowId !== this.rowId && this.error === undefined,
  );
  readonly decoding: Decoding;
  readonly comparison: Comparison;
  #stopWaiting: (() => void) | undefined;
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #stopListening: () => void;

  constructor(client: Client, timers: Timers) {
    this.#client = client;
    this.#timers = timers;
    this.decoding = new Decoding(client);
    this.comparison = new Comparison(client);
    this.#stopListening = client.on('history.changed', (changes) => {
      const streamId = this.detail?.streamId;
      if (changes.some((change) => change.streamId === streamId)) this.#lookAgainSoon();
    });
  }

  /** Shows a message; the one before stays on screen until the new one is here, so nothing flickers. */
  async show(rowId: number | undefined): Promise<void> {
    if (rowId === this.rowId) return;
    this.rowId = rowId;
    this.error = undefined;
    if (rowId === undefined) {
      this.detail = undefined;
      this.deliveries = [];
      return;
    }
    await this.#load(rowId);
  }

  stop(): void {
    this.#stopListening();
    this.#stopWaiting?.();
  }

  async #load(rowId: number): Promise<void> {
    try {
      const [detail, deliveries] = await Promise.all([
        this.#client.call('history.message', { rowId }),
        this.#client.call('history.deliveries', { rowId }),
      ]);
      if (rowId !== this.rowId) return;
      const show = (): void => {
        if (rowId !== this.rowId) return;
        this.detail = detail;
        this.deliveries = deliveries;
      };
      // Shown in the turn in which it is decoded: between the two a view would be taken down and made anew.
      await this.#decode(detail, show);
      show();
    } catch (error) {
      if (rowId === this.rowId) this.error = reportOf(error);
    }
  }

  /** A payload never changes, so it is read once. */
  async #decode(detail: MessageDetail, onread: () => void): Promise<void> {
    if (this.decoding.rowId === detail.rowId) return;
    await Promise.race([
      this.decoding.read(detail, undefined, onread),
      new Promise<void>((resolve) => void this.#timers.after(decodeWithinMs, resolve)),
    ]);
  }

  #lookAgainSoon(): void {
    this.#stopWaiting ??= this.#timers.after(lookAgainMs, () => {
      this.#stopWaiting = undefined;
      void this.#lookAgain();
    });
  }

  /** A message's state only changes with an event, so the payload is fetched again only when there is a new one. */
  async #lookAgain(): Promise<void> {
    const { rowId } = this;
    if (rowId === undefined) return;
    try {
      const deliveries = await this.#client.call('history.deliveries', { rowId });
      if (rowId === this.rowId && deliveries.length !== this.deliveries.length) await this.#load(rowId);
    } catch (error) {
      if (rowId === this.rowId) this.error = reportOf(error);
    }
  }
}
