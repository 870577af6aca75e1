/** A row of the table as the filter language reads it; what the summary lacks is read when it is asked for. */
import type { MessageSummary } from '../../../shared/contract/schemas/history.ts';
import type { FilterRow } from '../../../shared/domain/filter/filter-row.ts';

export interface RowReads {
  readonly properties: (row: MessageSummary) => ReadonlyMap<string, string>;
  readonly text: (row: MessageSummary) => string;
  /** What a person wrote on it, empty for a mark without words; undefined when it is not marked. */
  readonly comment: (row: MessageSummary) => string | undefined;
}

export class SummaryFilterRow implements FilterRow {
  readonly #summary: MessageSummary;
  readonly #reads: RowReads;
  #properties: ReadonlyMap<string, string> | undefined;
  #text: string | undefined;

  constructor(summary: MessageSummary, reads: RowReads) {
    this.#summary = summary;
    this.#reads = reads;
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
  get marked() {
    return this.#reads.comment(this.#summary) !== undefined;
  }
  get comment() {
    return this.#reads.comment(this.#summary) ?? '';
  }
  properties(): ReadonlyMap<string, string> {
    return (this.#properties ??= this.#reads.properties(this.#summary));
  }
  text(): string {
    return (this.#text ??= this.#reads.text(this.#summary));
  }
}
