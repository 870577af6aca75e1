/** Avro's binary encoding (specification 1.12) as JSON text, read with the schema it was written with. */
import { DecodeFault, decodedBy, type Decoded } from './decoded.ts';
import { bytesText, doubleText, mapText, stringText, type MapEntry } from './json-text.ts';
import type { AvroType } from './avro-schema.ts';
import { maxSchemaNesting, ValueReader } from './value-reader.ts';

/** "Single-object encoding": two bytes of mark, the 64-bit fingerprint of the schema, then the value. */
const singleObjectMark = [0xc3, 0x01] as const;
const singleObjectHeaderBytes = 10;
/** Items of a block that take no byte, such as nulls; a block of more is a lie. */
const maxEmptyItems = 1_000;

export function decodeAvro(bytes: Uint8Array, type: AvroType): Decoded {
  return decodedBy('avro', () => {
    const isMarked =
      bytes.length >= singleObjectHeaderBytes && singleObjectMark.every((byte, at) => bytes[at] === byte);
    // A value may begin with these two bytes by chance, so the header is believed only when the value fits behind it.
    if (isMarked) {
      try {
        const json = new AvroReader(bytes, type, singleObjectHeaderBytes).whole();
        return { content: { form: 'json', json }, note: `schema fingerprint ${fingerprintOf(bytes)}` };
      } catch (thrown) {
        if (!(thrown instanceof DecodeFault)) throw thrown;
      }
    }
    return { form: 'json', json: new AvroReader(bytes, type, 0).whole() };
  });
}

/** Stored little-endian; written as schema registries write it. */
function fingerprintOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.slice(2, singleObjectHeaderBytes)).reverse().toString('hex');
}

class AvroReader extends ValueReader {
  readonly #type: AvroType;

  constructor(bytes: Uint8Array, type: AvroType, skip: number) {
    super(bytes, maxSchemaNesting);
    this.#type = type;
    this.reader.bytes(skip);
  }

  value(): string {
    return this.#read(this.#type);
  }

  #read(type: AvroType): string {
    switch (type.kind) {
      case 'null':
        return this.made('null');
      case 'boolean':
        return this.made(this.#boolean());
      case 'int':
      case 'long':
        return this.made(String(this.reader.zigzag()));
      case 'float':
        return this.made(doubleText(this.reader.float32LittleEndian()));
      case 'double':
        return this.made(doubleText(this.reader.float64LittleEndian()));
      case 'bytes':
        return this.made(bytesText(this.reader.bytes(this.#length())));
      case 'string':
        return this.made(stringText(this.reader.bytes(this.#length())));
      case 'fixed':
        return this.made(bytesText(this.reader.bytes(type.size)));
      case 'enum':
        return this.made(JSON.stringify(this.#choice(type.symbols, type.name)));
      case 'union':
        return this.nested(() => this.#read(this.#choice(type.branches, 'the union')));
      case 'record':
        return this.nested(() =>
          mapText(
            type.fields.map(({ name, type: field }) => ({
              key: this.made(JSON.stringify(name)),
              isText: true,
              value: this.#read(field),
            })),
          ),
        );
      case 'array':
        return this.nested(() => `[${this.#blocks(() => this.#read(type.items)).join()}]`);
      case 'map':
        return this.nested(() => mapText(this.#blocks(() => this.#mapEntry(type.values))));
    }
  }

  #mapEntry(values: AvroType): MapEntry {
    const key = this.made(stringText(this.reader.bytes(this.#length())));
    return { key, isText: key.startsWith('"'), value: this.#read(values) };
  }

  /** Blocks of items, each with its count before it, up to an empty one; a negative count has the size behind it. */
  #blocks<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (;;) {
      const count = this.reader.zigzag();
      if (count === 0n) return items;
      if (count < 0n) this.reader.varint();
      for (let left = this.#itemCount(count < 0n ? -count : count); left > 0; left -= 1) {
        this.made(',');
        items.push(read());
      }
    }
  }

  #itemCount(count: bigint): number {
    const most = this.reader.left + maxEmptyItems;
    if (count > BigInt(most))
      throw new DecodeFault(
        this.reader.at,
        `${count} items are announced and only ${this.reader.left} bytes left`,
      );
    return Number(count);
  }

  #boolean(): string {
    const { at } = this.reader;
    const byte = this.reader.uint8();
    if (byte > 1) throw new DecodeFault(at, `a boolean is 0 or 1, not ${byte}`);
    return byte === 1 ? 'true' : 'false';
  }

  #choice<Choice>(choices: readonly Choice[], of: string): Choice {
    const { at } = this.reader;
    const index = Number(this.reader.zigzag());
    const choice = choices[index];
    if (choice === undefined)
      throw new DecodeFault(at, `${of} has ${choices.length} choices, and number ${index} is asked for`);
    return choice;
  }

  #length(): number {
    const { at } = this.reader;
    const length = Number(this.reader.zigzag());
    if (length < 0) throw new DecodeFault(at, `a length is negative (${length})`);
    return length;
  }
}
