/** A row in the shape the language reads variables from: each getter is a variable, made when it is asked for. */
import type { FilterRow } from './filter-row.ts';
import type { PathValues } from './path-values.ts';
import { payloadValueOf, type PayloadValue } from './payload-value.ts';

export class RowScope {
  #row: FilterRow;
  #paths: PathValues | undefined;
  #text: string | undefined;
  /** Null is a value; `undefined` is "not parsed yet". */
  #value: PayloadValue | undefined;

  constructor(row: FilterRow) {
    this.#row = row;
  }

  /** One scope serves row after row: evaluation is synchronous and keeps nothing. */
  load(row: FilterRow, paths?: PathValues): void {
    this.#row = row;
    this.#paths = paths;
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

  /** What stands below `value`; `undefined` when something on the way is missing. `path` is its name among the paths. */
  valueAt(path: string, steps: readonly (string | number)[]): PayloadValue | undefined {
    return this.#paths === undefined ? valueBelow(this.value, steps) : this.#paths.valueOf(path);
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

function valueBelow(root: PayloadValue, steps: readonly (string | number)[]): PayloadValue | undefined {
  let at: PayloadValue | undefined = root;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (isList(at)) at = typeof step === 'number' ? at[step] : undefined;
    else at = Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

function isList(value: PayloadValue): value is readonly PayloadValue[] {
  return Array.isArray(value);
}

function timestampOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
