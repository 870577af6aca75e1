import type { Client } from '../api/client.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { OutgoingMessage, PublishTarget, Receipt } from '../../shared/contract/schemas/publish.ts';
import { producerFrameBytes } from './producer-frame-size.ts';

export interface PropertyRow {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

/** What stands in the composer, and what became of the last message sent from it. */
export class PublishDraft {
  text = $state('');
  key = $state('');
  properties = $state.raw<readonly PropertyRow[]>([]);
  isSending = $state(false);
  receipt = $state.raw<Receipt>();
  error = $state.raw<ErrorReport>();
  readonly payload = $derived(new TextEncoder().encode(this.text));
  readonly frameBytes = $derived(producerFrameBytes(this.payload.length, this.key, this.#pairs()));
  #nextRow = 1;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  addProperty(): void {
    this.properties = [...this.properties, { id: this.#nextRow++, name: '', value: '' }];
  }

  changeProperty(id: number, change: Partial<Pick<PropertyRow, 'name' | 'value'>>): void {
    this.properties = this.properties.map((row) => (row.id === id ? { ...row, ...change } : row));
  }

  removeProperty(id: number): void {
    this.properties = this.properties.filter((row) => row.id !== id);
  }

  /** Takes a stored message as the new draft. */
  fill(text: string, key: string | null, properties: readonly (readonly [string, string])[]): void {
    this.text = text;
    this.key = key ?? '';
    this.properties = properties.map(([name, value]) => ({ id: this.#nextRow++, name, value }));
    this.receipt = undefined;
    this.error = undefined;
  }

  /** Sends what stands there; the draft stays, so that the next message is one key away. */
  async send(target: PublishTarget): Promise<boolean> {
    if (this.isSending) return false;
    this.isSending = true;
    this.error = undefined;
    try {
      this.receipt = await this.#client.call('publish.send', { target, message: this.#message() });
      return true;
    } catch (error) {
      this.receipt = undefined;
      this.error = reportOf(error);
      return false;
    } finally {
      this.isSending = false;
    }
  }

  #message(): OutgoingMessage {
    return {
      payload: this.payload,
      properties: this.#pairs(),
      ...(this.key === '' ? {} : { key: this.key }),
    };
  }

  #pairs(): [string, string][] {
    return this.properties
      .filter(({ name }) => name !== '')
      .map(({ name, value }): [string, string] => [name, value]);
  }
}
