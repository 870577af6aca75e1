/** A row of the table as the filter language reads it; properties and payload are read when they are asked for. */
import type { MessageSummary } from '../../../shared/contract/schemas/history.ts';
import type { FilterRow } from '../../../shared/domain/filter/filter-row.ts';

export class SummaryFilterRow implements FilterRow {
  readonly #summary: MessageSummary;
  readonly #readProperties: (row: MessageSummary) => ReadonlyMap<string, string>;
  readonly #readText: (row: MessageSummary) => string;
  #properties: ReadonlyMap<string, string> | undefined;
  #text: string | undefined;

  constructor(
    summary: MessageSummary,
    readProperties: (row: MessageSummary) => ReadonlyMap<string, string>,
    readText: (row: MessageSummary) => string,
  ) {
    this.#summary = summary;
    this.#readProperties = readProperties;
    this.#readText = readText;
  }

  get key() {
    return this.#summary.key;
  }
  get publishTime() {
    return this.#summary.publishTime;
  }
  get eventTime() {
    return this.#summary.eventTime;
  }
  get receivedAt() {
    return this.#summary.receivedAt;
  }
  get size() {
    return this.#summary.size;
  }
  get deliveries() {
    return this.#summary.deliveries;
  }
  get redeliveries() {
    return this.#summary.brokerRedeliveries;
  }
  get state() {
    return this.#summary.state;
  }
  get kind() {
    return this.#summary.kind;
  }
  get ledger() {
    return this.#summary.ledger;
  }
  get entry() {
    return this.#summary.entry;
  }
  get partition() {
    return this.#summary.partition;
  }
  properties(): ReadonlyMap<string, string> {
    return (this.#properties ??= this.#readProperties(this.#summary));
  }
  text(): string {
    return (this.#text ??= this.#readText(this.#summary));
  }
}
