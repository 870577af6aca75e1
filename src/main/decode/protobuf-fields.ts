/** Values of single Protobuf fields as JSON text, by the type the schema gives them. */
import protobuf from 'protobufjs';
import type { ByteReader } from './byte-reader.ts';
import { bytesText, doubleText, stringText } from './json-text.ts';

/** How a value is written: variable-length, 8 bytes, length and bytes, begin and end of a group, 4 bytes. */
export type Wire = 0 | 1 | 2 | 3 | 4 | 5;

export const wireNames: Readonly<Record<Wire, string>> = {
  0: 'a variable-length number',
  1: '8 bytes',
  2: 'a length and bytes',
  3: 'a group',
  4: 'the end of a group',
  5: '4 bytes',
};

export const isWire = (value: number): value is Wire => value >= 0 && value <= 5;

/** Reads one value, its tag taken already. */
export interface ScalarType {
  readonly wire: Wire;
  readonly read: (reader: ByteReader) => string;
}

const signed = (bits: number) => (reader: ByteReader) => String(BigInt.asIntN(bits, reader.varint()));
const unsigned = (bits: number) => (reader: ByteReader) => String(BigInt.asUintN(bits, reader.varint()));
const zigzag = (reader: ByteReader): string => String(reader.zigzag());

const scalarTypes: Readonly<Partial<Record<string, ScalarType>>> = {
  int32: { wire: 0, read: signed(32) },
  int64: { wire: 0, read: signed(64) },
  uint32: { wire: 0, read: unsigned(32) },
  uint64: { wire: 0, read: unsigned(64) },
  sint32: { wire: 0, read: zigzag },
  sint64: { wire: 0, read: zigzag },
  bool: { wire: 0, read: (reader) => (reader.varint() === 0n ? 'false' : 'true') },
  fixed32: { wire: 5, read: (reader) => String(reader.uint32LittleEndian()) },
  sfixed32: { wire: 5, read: (reader) => String(reader.uint32LittleEndian() | 0) },
  float: { wire: 5, read: (reader) => doubleText(reader.float32LittleEndian()) },
  fixed64: { wire: 1, read: (reader) => String(reader.uint64LittleEndian()) },
  sfixed64: { wire: 1, read: (reader) => String(BigInt.asIntN(64, reader.uint64LittleEndian())) },
  double: { wire: 1, read: (reader) => doubleText(reader.float64LittleEndian()) },
  string: { wire: 2, read: (reader) => stringText(reader.bytes(Number(reader.varint()))) },
  bytes: { wire: 2, read: (reader) => bytesText(reader.bytes(Number(reader.varint()))) },
};

/** Undefined for messages. */
export function scalarOf(field: protobuf.FieldBase): ScalarType | undefined {
  const { resolvedType } = field;
  if (!(resolvedType instanceof protobuf.Enum))
    return resolvedType === null ? scalarTypes[field.type] : undefined;
  return {
    wire: 0,
    read: (reader) => {
      const number = Number(BigInt.asIntN(32, reader.varint()));
      const name = resolvedType.valuesById[number];
      return name === undefined ? String(number) : JSON.stringify(name);
    },
  };
}

/** A key of a map as the text JSON needs it to be. */
export function mapKeyOf(keyType: string, reader: ByteReader): string {
  const text = scalarTypes[keyType]?.read(reader) ?? 'null';
  return text.startsWith('"') ? text : JSON.stringify(text);
}

/** What nobody has a schema for: a number as it stands, of fixed ones the whole number they are. */
export function plainNumber(wire: Wire, reader: ByteReader): string {
  if (wire === 0) return String(reader.varint());
  return wire === 1 ? String(reader.uint64LittleEndian()) : String(reader.uint32LittleEndian());
}
