import { readMessageIdFields } from '../wire/message-id-fields.ts';

const NEAR_MS = 24 * 60 * 60 * 1000;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const POSITION = /^(-?\d+):(-?\d+)$/;
/** Keys whose text is `ledger:entry`. */
const POSITION_KEYS = new Set([
  'x-pulsar-message-id',
  'lastConfirmedEntry',
  'markDeletePosition',
  'readPosition',
]);
/** Keys whose number is a ledger. */
const LEDGER_KEYS = new Set(['ledgerId', 'cursorLedger']);

/**
 * Makes values of one scenario relative: ledgers become A, B, … in the order they are seen, times near the clock become
 * `<now>`, names made for the run become their labels, addresses and generated names become a word.
 */
export class Normaliser {
  readonly #labels = new Map<string, string>();
  readonly #ledgers = new Map<string, string>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** From now on `name` is written as `<label>`. */
  rename(name: string, label: string): void {
    this.#labels.set(name, `<${label}>`);
  }

  value(value: unknown, key = ''): unknown {
    if (typeof value === 'string') return this.#text(value, key);
    if (typeof value === 'number') return this.#number(value, key);
    if (Array.isArray(value)) return value.map((item: unknown) => this.value(item, key));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [this.#renamed(name), this.value(item, name)]),
      );
    }
    return value;
  }

  #text(text: string, key: string): string {
    if (key === 'messageId') return this.#messageId(text);
    const time = ISO_TIME.exec(text);
    if (time !== null) return this.#isNear(Date.parse(text)) ? `<now ${time[1] ?? ''}>` : text;
    const position = POSITION_KEYS.has(key) ? POSITION.exec(text) : null;
    if (position !== null) return `${this.#ledger(position[1] ?? '')}:${position[2] ?? ''}`;
    return this.#renamed(text);
  }

  #number(value: number, key: string): unknown {
    if (LEDGER_KEYS.has(key)) return this.#ledger(String(value));
    return value > 1e12 && this.#isNear(value) ? '<now ms>' : value;
  }

  #messageId(text: string): string {
    const id = readMessageIdFields(text);
    if (id === undefined) return `<no id: ${text}>`;
    const partition = id.partition === undefined ? '' : ` partition ${id.partition}`;
    const batch = id.batchIndex === undefined ? '' : ` batch ${id.batchIndex} of ${id.batchSize ?? '?'}`;
    return `${this.#ledger(String(id.ledger))}:${id.entry}${partition}${batch} (fields ${id.order})`;
  }

  #ledger(ledger: string): string {
    if (ledger.startsWith('-')) return ledger;
    const known = this.#ledgers.get(ledger) ?? `ledger ${String.fromCharCode(65 + this.#ledgers.size)}`;
    this.#ledgers.set(ledger, known);
    return known;
  }

  #isNear(time: number): boolean {
    return Math.abs(time - this.#now()) < NEAR_MS;
  }

  #renamed(text: string): string {
    let renamed = text;
    for (const [name, label] of this.#labels) renamed = renamed.replaceAll(name, label);
    return renamed
      .replace(/\/?127\.0\.0\.1:\d+/g, '<address>')
      .replace(/\b(reader|multiTopicsReader)-[0-9a-f]{10}\b/g, '<$1 subscription>')
      .replace(/^standalone-\d+-\d+$/, '<generated producer>');
  }
}
