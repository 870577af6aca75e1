/** MessagePack (msgpack.org specification) as JSON text. */
import { DecodeFault, type Decoded } from './decoded.ts';
import { bytesText, doubleText, extensionText, mapText, stringText, timeText } from './json-text.ts';
import { decodeValue, ValueReader } from './value-reader.ts';

export function decodeMessagePack(bytes: Uint8Array): Decoded {
  return decodeValue('messagepack', new MessagePackReader(bytes));
}

/** Extension type of the timestamps the specification defines. */
const timestampType = -1;

class MessagePackReader extends ValueReader {
  value(): string {
    const at = this.reader.at;
    const format = this.reader.uint8();
    if (format <= 0x7f) return this.made(String(format));
    if (format <= 0x8f) return this.#map(format & 0x0f);
    if (format <= 0x9f) return this.#array(format & 0x0f);
    if (format <= 0xbf) return this.#string(format & 0x1f);
    if (format >= 0xe0) return this.made(String(format - 0x100));
    return this.#long(format, at);
  }

  #long(format: number, at: number): string {
    const { reader } = this;
    switch (format) {
      case 0xc0:
        return this.made('null');
      case 0xc2:
        return this.made('false');
      case 0xc3:
        return this.made('true');
      case 0xc4:
        return this.made(bytesText(reader.bytes(reader.uint8())));
      case 0xc5:
        return this.made(bytesText(reader.bytes(reader.uint16())));
      case 0xc6:
        return this.made(bytesText(reader.bytes(reader.uint32())));
      case 0xc7:
        return this.#extension(reader.uint8());
      case 0xc8:
        return this.#extension(reader.uint16());
      case 0xc9:
        return this.#extension(reader.uint32());
      case 0xca:
        return this.made(doubleText(reader.float32()));
      case 0xcb:
        return this.made(doubleText(reader.float64()));
      case 0xcc:
        return this.made(String(reader.uint8()));
      case 0xcd:
        return this.made(String(reader.uint16()));
      case 0xce:
        return this.made(String(reader.uint32()));
      case 0xcf:
        return this.made(String(reader.uint64()));
      case 0xd0:
        return this.made(String(reader.int8()));
      case 0xd1:
        return this.made(String(reader.int16()));
      case 0xd2:
        return this.made(String(reader.int32()));
      case 0xd3:
        return this.made(String(reader.int64()));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(2 ** (format - 0xd4));
      case 0xd9:
        return this.#string(reader.uint8());
      case 0xda:
        return this.#string(reader.uint16());
      case 0xdb:
        return this.#string(reader.uint32());
      case 0xdc:
        return this.#array(reader.uint16());
      case 0xdd:
        return this.#array(reader.uint32());
      case 0xde:
        return this.#map(reader.uint16());
      case 0xdf:
        return this.#map(reader.uint32());
      default:
        throw new DecodeFault(at, `byte 0x${format.toString(16)} begins no MessagePack value`);
    }
  }

  #string(length: number): string {
    return this.made(stringText(this.reader.bytes(length)));
  }

  #array(count: number): string {
    return `[${this.elements(count).join()}]`;
  }

  #map(count: number): string {
    return mapText(this.entries(count));
  }

  #extension(length: number): string {
    const type = this.reader.int8();
    const bytes = this.reader.bytes(length);
    const time = type === timestampType ? timestampText(bytes) : undefined;
    return this.made(time ?? extensionText(type, bytes));
  }
}

/** 4 bytes: seconds. 8: 30 bits of nanoseconds, 34 of seconds. 12: nanoseconds, then signed seconds. */
function timestampText(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 4) return timeText(BigInt(view.getUint32(0)), 0);
  if (bytes.length === 12) return timeText(view.getBigInt64(4), view.getUint32(0));
  if (bytes.length !== 8) return undefined;
  const both = view.getBigUint64(0);
  return timeText(both & 0x3_ffff_ffffn, Number(both >> 34n));
}
