/** A row in the shape the language reads variables from: each getter is a variable, made when it is asked for. */
import type { FilterRow } from './filter-row.ts';
import { payloadValueOf, type PayloadValue } from './payload-value.ts';

export class RowScope {
  #row: FilterRow;
  #text: string | undefined;
  /** Null is a value; `undefined` is "not parsed yet". */
  #value: PayloadValue | undefined;

  constructor(row: FilterRow) {
    this.#row = row;
  }

  /** One scope serves row after row: evaluation is synchronous and keeps nothing. */
  load(row: FilterRow): void {
    this.#row = row;
    this.#text = undefined;
    this.#value = undefined;
  }

  get row(): FilterRow {
    return this.#row;
  }

  get text(): string {
    return (this.#text ??= this.#row.text());
  }

  get value(): PayloadValue {
    if (this.#value === undefined) this.#value = payloadValueOf(this.text);
    return this.#value;
  }

  get properties(): ReadonlyMap<string, string> {
    return this.#row.properties();
  }

  get key(): string | null {
    return this.#row.key;
  }

  get state(): string {
    return this.#row.state;
  }

  get kind(): string {
    return this.#row.kind;
  }

  get publishTime(): Date | null {
    return timestampOf(this.#row.publishTime);
  }

  get eventTime(): Date | null {
    return timestampOf(this.#row.eventTime);
  }

  get receivedAt(): Date | null {
    return timestampOf(this.#row.receivedAt);
  }

  get size(): bigint {
    return BigInt(this.#row.size);
  }

  get deliveries(): bigint {
    return BigInt(this.#row.deliveries);
  }

  get redeliveries(): bigint {
    return BigInt(this.#row.redeliveries);
  }

  get ledger(): bigint {
    return BigInt(this.#row.ledger);
  }

  get entry(): bigint {
    return BigInt(this.#row.entry);
  }

  get partition(): bigint {
    return BigInt(this.#row.partition);
  }

  get marked(): boolean {
    return this.#row.marked;
  }

  get comment(): string {
    return this.#row.comment;
  }
}

function timestampOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
