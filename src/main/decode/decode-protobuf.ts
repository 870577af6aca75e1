/**
 * Protobuf's wire format (protobuf.dev, "Encoding") as JSON text, field by field in the wire's order: with a schema under
 * their names, without one under their numbers. Fields the schema does not know stand under `$unknown`: none is dropped,
 * and none that was not sent is made up.
 */
import { isUtf8 } from 'node:buffer';
import protobuf from 'protobufjs';
import { DecodeFault, type Decoded } from './decoded.ts';
import { bytesText, stringText, type MapEntry } from './json-text.ts';
import { isWire, mapKeyOf, plainNumber, scalarOf, wireNames, type Wire } from './protobuf-fields.ts';
import { ProtobufMembers } from './protobuf-members.ts';
import { decodeValue, maxSchemaNesting, ValueReader } from './value-reader.ts';

/** @param message undefined reads by field numbers, and guesses what fields of bytes hold. */
export function decodeProtobuf(bytes: Uint8Array, message: protobuf.Type | undefined): Decoded {
  return decodeValue('protobuf', new ProtobufReader(bytes, message));
}

const maxFieldNumber = 0x1fff_ffff;

interface Tag {
  readonly number: number;
  readonly wire: Wire;
  /** Where it stands. */
  readonly at: number;
}

class ProtobufReader extends ValueReader {
  readonly #message: protobuf.Type | undefined;

  constructor(bytes: Uint8Array, message: protobuf.Type | undefined) {
    super(bytes, maxSchemaNesting);
    this.#message = message;
  }

  value(): string {
    return this.#fields(this.#message, undefined);
  }

  /** Up to the end of the part, or to the end mark of the group. */
  #fields(type: protobuf.Type | undefined, group: number | undefined): string {
    const members = new ProtobufMembers();
    while (this.reader.left > 0) {
      const tag = this.#tag();
      if (tag.wire === 4) {
        if (tag.number === group) return members.text();
        throw new DecodeFault(tag.at, `group ${tag.number} ends where it was not begun`);
      }
      const field = type?.fieldsById[tag.number];
      if (field !== undefined) this.#known(members, field.resolve(), tag);
      else if (type === undefined) members.seen(this.made(String(tag.number)), this.#guessed(tag));
      else members.unknown(`${this.made(`{"field":${tag.number},"value":`)}${this.#guessed(tag)}}`);
    }
    if (group !== undefined) throw new DecodeFault(this.reader.at, `group ${group} is not ended`);
    return members.text();
  }

  #tag(): Tag {
    const { at } = this.reader;
    const tag = Number(this.reader.varint());
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (number < 1 || number > maxFieldNumber)
      throw new DecodeFault(at, `there is no field number ${number}`);
    if (!isWire(wire))
      throw new DecodeFault(at, `field ${number} is written in a way (${wire}) there is not`);
    return { number, wire, at };
  }

  #known(members: ProtobufMembers, field: protobuf.Field, tag: Tag): void {
    const name = this.made(field.name);
    if (field instanceof protobuf.MapField) {
      this.#expect(field, tag, 2);
      members.mapEntry(
        name,
        this.#part(() => this.#mapEntry(field)),
      );
      return;
    }
    const scalar = scalarOf(field);
    const isPacked = field.repeated && tag.wire === 2 && scalar !== undefined && scalar.wire !== 2;
    if (isPacked) {
      const values = this.#part(() => {
        const read: string[] = [];
        while (this.reader.left > 0) read.push(this.made(scalar.read(this.reader)));
        return read;
      });
      members.list(name, values);
    } else if (field.repeated) members.list(name, [this.#single(field, tag)]);
    else members.one(name, this.#single(field, tag));
  }

  #single(field: protobuf.FieldBase, tag: Tag): string {
    const scalar = scalarOf(field);
    if (scalar !== undefined) {
      this.#expect(field, tag, scalar.wire);
      return this.made(scalar.read(this.reader));
    }
    const type = field.resolvedType instanceof protobuf.Type ? field.resolvedType : undefined;
    if (tag.wire === 3) return this.nested(() => this.#fields(type, tag.number));
    this.#expect(field, tag, 2);
    return this.#part(() => this.nested(() => this.#fields(type, undefined)));
  }

  /** An entry is a message of its own: key in field 1, value in field 2. What is left out is its type's zero. */
  #mapEntry(field: protobuf.MapField): MapEntry {
    let key = field.keyType === 'string' ? '""' : '"0"';
    let value = 'null';
    while (this.reader.left > 0) {
      const tag = this.#tag();
      if (tag.number === 1) key = this.made(mapKeyOf(field.keyType, this.reader));
      else if (tag.number === 2) value = this.#single(field, tag);
      else this.#guessed(tag);
    }
    return { key, isText: true, value };
  }

  /** Reads the length that stands here, and what is within it. */
  #part<Result>(read: () => Result): Result {
    const length = Number(this.reader.varint());
    return this.reader.within(length, read);
  }

  #expect(field: protobuf.FieldBase, tag: Tag, wire: Wire): void {
    if (tag.wire === wire) return;
    const said = `by the schema field ${tag.number} (${field.name}) is ${wireNames[wire]}`;
    throw new DecodeFault(tag.at, `${said}, but ${wireNames[tag.wire]} stands here`);
  }

  /** A value nobody has described: text if all of it can be read, else a message if it is one, else bytes. */
  #guessed({ number, wire }: Tag): string {
    if (wire === 3) return this.nested(() => this.#fields(undefined, number));
    if (wire !== 2) return this.made(plainNumber(wire, this.reader));
    const before = this.reader.mark();
    const bytes = this.#part(() => this.reader.bytes(this.reader.left));
    const after = this.reader.mark();
    if (isReadable(bytes, false)) return this.made(stringText(bytes));
    before();
    const message = this.attempt(() =>
      this.#part(() => this.nested(() => this.#fields(undefined, undefined))),
    );
    if (message !== undefined) return message;
    after();
    return this.made(isReadable(bytes, true) ? stringText(bytes) : bytesText(bytes));
  }
}

function isReadable(bytes: Uint8Array, allowsLineBreaks: boolean): boolean {
  const isControl = (byte: number): boolean =>
    byte === 0x7f || (byte < 0x20 && !(allowsLineBreaks && byte >= 0x09 && byte <= 0x0d));
  return isUtf8(bytes) && !bytes.some(isControl);
}
