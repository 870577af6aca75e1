/** CBOR (RFC 8949) as JSON text. */
import { DecodeFault, type Decoded } from './decoded.ts';
import { bytesText, doubleText, mapText, stringText, tagText, type MapEntry } from './json-text.ts';
import { decodeValue, ValueReader } from './value-reader.ts';

export function decodeCbor(bytes: Uint8Array): Decoded {
  return decodeValue('cbor', new CborReader(bytes));
}

const breakByte = 0xff;
/** RFC 8949, 3.4.3 and 3.4.6. */
const tags = { unsignedBignum: 2n, negativeBignum: 3n, selfDescribed: 55_799n };
/** Longer numbers stay bytes: turning them into digits takes the square of their length. */
const maxBignumBytes = 1_024;

class CborReader extends ValueReader {
  value(): string {
    const at = this.reader.at;
    const initial = this.reader.uint8();
    const major = initial >> 5;
    const info = initial & 0x1f;
    if (major === 7) return this.made(this.#simpleOrFloat(info, at));
    const argument = this.#argument(info, at);
    if (argument === undefined) return this.#indefinite(major, at);
    switch (major) {
      case 0:
        return this.made(String(argument));
      case 1:
        return this.made(String(-1n - argument));
      case 2:
        return this.made(bytesText(this.reader.bytes(Number(argument))));
      case 3:
        return this.made(stringText(this.reader.bytes(Number(argument))));
      case 4:
        return `[${this.elements(Number(argument)).join()}]`;
      case 5:
        return mapText(this.entries(Number(argument)));
      default:
        return this.nested(() => this.#tagged(argument));
    }
  }

  /** Undefined for an indefinite length. */
  #argument(info: number, at: number): bigint | undefined {
    if (info < 24) return BigInt(info);
    if (info === 24) return BigInt(this.reader.uint8());
    if (info === 25) return BigInt(this.reader.uint16());
    if (info === 26) return BigInt(this.reader.uint32());
    if (info === 27) return this.reader.uint64();
    if (info === 31) return undefined;
    throw new DecodeFault(at, `additional information ${info} is reserved in CBOR`);
  }

  /** Chunks of one kind, elements or members, up to the break. */
  #indefinite(major: number, at: number): string {
    if (major === 2 || major === 3) {
      const chunks = this.#untilBreak(() => this.#chunk(major));
      const joined = Buffer.concat(chunks);
      return this.made(major === 2 ? bytesText(joined) : stringText(joined));
    }
    if (major === 4) return this.nested(() => `[${this.#untilBreak(() => this.value()).join()}]`);
    if (major === 5) return this.nested(() => mapText(this.#untilBreak((): MapEntry => this.entry())));
    throw new DecodeFault(at, 'a number or tag cannot be of indefinite length');
  }

  #untilBreak<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    while (this.reader.peek() !== breakByte) items.push(read());
    this.reader.uint8();
    return items;
  }

  #chunk(major: number): Uint8Array {
    const at = this.reader.at;
    const initial = this.reader.uint8();
    const length = initial >> 5 === major ? this.#argument(initial & 0x1f, at) : undefined;
    if (length === undefined) throw new DecodeFault(at, 'a chunk of another kind stands in a string');
    return this.reader.bytes(Number(length));
  }

  #tagged(tag: bigint): string {
    if (tag === tags.selfDescribed) return this.value();
    const initial = this.reader.peek() ?? 0;
    const isBignum = (tag === tags.unsignedBignum || tag === tags.negativeBignum) && initial >> 5 === 2;
    if (!isBignum || (initial & 0x1f) === 31) {
      this.made(tagText(tag, ''));
      return tagText(tag, this.value());
    }
    const bytes = this.#chunk(2);
    if (bytes.length > maxBignumBytes) return this.made(tagText(tag, bytesText(bytes)));
    const magnitude = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
    return this.made(String(tag === tags.unsignedBignum ? magnitude : -1n - magnitude));
  }

  /** RFC 8949, 3.3: below 32 the long form is not well-formed. */
  #longSimple(at: number): number {
    const value = this.reader.uint8();
    if (value < 32) throw new DecodeFault(at, `simple value ${value} must be written in one byte`);
    return value;
  }

  #simpleOrFloat(info: number, at: number): string {
    switch (info) {
      case 20:
        return 'false';
      case 21:
        return 'true';
      case 22:
        return 'null';
      case 23:
        return '{"$undefined":true}';
      case 25:
        return doubleText(halfFloat(this.reader.uint16()));
      case 26:
        return doubleText(this.reader.float32());
      case 27:
        return doubleText(this.reader.float64());
      case 31:
        throw new DecodeFault(at, 'a break stands where a value is expected');
      default:
        if (info > 24) throw new DecodeFault(at, `additional information ${info} is reserved in CBOR`);
        return this.made(`{"$simple":${info === 24 ? this.#longSimple(at) : info}}`);
    }
  }
}

/** RFC 8949, appendix D. */
function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  const sign = bits >> 15 === 1 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (mantissa + 1_024) * 2 ** (exponent - 25);
}
