/**
 * The frame that schema registries put before a value ("wire format" of the Confluent documentation): a zero byte, the
 * schema's id in four bytes and, for Protobuf alone, the way to the message type as a list of numbers.
 */
import type { DecoderName } from '../../shared/domain/decoders.ts';
import { ByteReader } from './byte-reader.ts';
import { DecodeFault, decodedBy, type Decoded } from './decoded.ts';

/** Types in types in types: more is no frame. */
const maxMessageIndexes = 32;

/** @param next what reads the value behind the frame */
export function decodeConfluent(bytes: Uint8Array, next: DecoderName | undefined): Decoded {
  return decodedBy('confluent', () => {
    const reader = new ByteReader(bytes);
    const magic = reader.uint8();
    if (magic !== 0) throw new DecodeFault(0, `a frame of a schema registry begins with 0, not ${magic}`);
    const id = reader.uint32();
    const indexes = next === 'protobuf' ? messageIndexes(reader) : [];
    const note = `schema id ${id}${indexes.length === 0 ? '' : `, message ${indexes.join('.')}`}`;
    return { content: { form: 'bytes', bytes: reader.bytes(reader.left) }, note };
  });
}

/** A count and so many numbers; the usual one, the first message, is written as a single zero. */
function messageIndexes(reader: ByteReader): number[] {
  const { at } = reader;
  const count = Number(reader.zigzag());
  if (count < 0 || count > maxMessageIndexes)
    throw new DecodeFault(at, `${count} steps to a message type are no frame`);
  return count === 0 ? [0] : Array.from({ length: count }, () => Number(reader.zigzag()));
}
