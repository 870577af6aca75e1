/** Reads numbers (big-endian unless named otherwise) and slices in order; running out of bytes is a fault at that place. */
import { DecodeFault } from './decoded.ts';

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #end: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#end = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes read. */
  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  /** The next byte, not taken; undefined at the end. */
  peek(): number | undefined {
    return this.#at < this.#end ? this.#bytes[this.#at] : undefined;
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#take(8));
  }

  int8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#take(2));
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4));
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#take(8));
  }

  float32(): number {
    return this.#view.getFloat32(this.#take(4));
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8));
  }

  float32LittleEndian(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  float64LittleEndian(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  uint32LittleEndian(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  uint64LittleEndian(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  /** Seven bits a byte, the lowest first, at most 64 bits: what Avro and Protobuf count with. */
  varint(): bigint {
    const from = this.#at;
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.uint8();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(low);
    }
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.uint8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new DecodeFault(from, 'a variable-length number has more than ten bytes');
  }

  /** A signed variable-length number as Avro and `sint` fields write it: the sign in the lowest bit. */
  zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  /** Remembers this place; the answer goes back to it. */
  mark(): () => void {
    const at = this.#at;
    const end = this.#end;
    return () => {
      this.#at = at;
      this.#end = end;
    };
  }

  /** Reads the next `length` bytes as if they were all there is. */
  within<Result>(length: number, read: () => Result): Result {
    const from = this.#take(length);
    const outerEnd = this.#end;
    this.#at = from;
    this.#end = from + length;
    const result = read();
    this.#end = outerEnd;
    return result;
  }

  /** A view, not a copy. */
  bytes(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#bytes.subarray(from, from + length);
  }

  #take(length: number): number {
    const from = this.#at;
    if (length > this.left) {
      const what = this.#end < this.#bytes.length ? 'the part it belongs to' : 'the payload';
      throw new DecodeFault(
        from,
        `${what} ends ${length - this.left} bytes too soon for what is announced here`,
      );
    }
    this.#at += length;
    return from;
  }
}
