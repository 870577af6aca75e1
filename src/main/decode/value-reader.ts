/** What readers of nested binary formats share: bounds on depth and counts, and that nothing follows the value. */
import type { DecoderName } from '../../shared/domain/decoders.ts';
import { ByteReader } from './byte-reader.ts';
import { DecodeFault, decodedBy, maxDecodedBytes, type Decoded } from './decoded.ts';
import type { MapEntry } from './json-text.ts';

/** Deeper values are refused: they are read by recursion. */
export const maxNesting = 1_000;
/** The same for formats read with a schema, whose levels cost more of the stack. */
export const maxSchemaNesting = 300;

export abstract class ValueReader {
  protected readonly reader: ByteReader;
  #depth = 0;
  #length = 0;

  readonly #maxNesting: number;

  constructor(bytes: Uint8Array, mostLevels = maxNesting) {
    this.reader = new ByteReader(bytes);
    this.#maxNesting = mostLevels;
  }

  /** One value as JSON text. */
  abstract value(): string;

  /** The only value of the payload. */
  whole(): string {
    const value = this.value();
    if (this.reader.left > 0)
      throw new DecodeFault(this.reader.at, `${this.reader.left} bytes follow the end of the value`);
    return value;
  }

  protected elements(count: number): string[] {
    this.#mustFit(count);
    return this.nested(() => Array.from({ length: count }, () => this.value()));
  }

  protected entries(count: number): MapEntry[] {
    this.#mustFit(count * 2);
    return this.nested(() => Array.from({ length: count }, () => this.entry()));
  }

  protected entry(): MapEntry {
    const key = this.value();
    return { key, isText: key.startsWith('"'), value: this.value() };
  }

  protected nested<Result>(read: () => Result): Result {
    if (this.#depth >= this.#maxNesting)
      throw new DecodeFault(this.reader.at, `it is nested deeper than ${this.#maxNesting} levels`);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Reads what may turn out to be something else: at a fault everything is as before, and the answer undefined. */
  protected attempt<Result>(read: () => Result): Result | undefined {
    const depth = this.#depth;
    const back = this.reader.mark();
    try {
      return read();
    } catch (thrown) {
      if (!(thrown instanceof DecodeFault)) throw thrown;
      this.#depth = depth;
      back();
      return undefined;
    }
  }

  /** Counts what is made, so that the JSON text stays within bounds. */
  protected made(text: string): string {
    this.#length += text.length;
    if (this.#length > maxDecodedBytes)
      throw new DecodeFault(this.reader.at, `as JSON it is longer than ${maxDecodedBytes} characters`);
    return text;
  }

  /** Every value takes a byte: a count beyond what is left is a lie, found before anything is made for it. */
  #mustFit(count: number): void {
    if (count > this.reader.left)
      throw new DecodeFault(
        this.reader.at,
        `${count} values are announced and only ${this.reader.left} bytes left`,
      );
  }
}

export function decodeValue(decoder: DecoderName, reader: ValueReader): Decoded {
  return decodedBy(decoder, () => ({ form: 'json', json: reader.whole() }));
}
