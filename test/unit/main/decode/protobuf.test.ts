import type protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { decodeProtobuf } from '../../../../src/main/decode/decode-protobuf.ts';
import { readProtobufSchema } from '../../../../src/main/decode/protobuf-schema.ts';
import { failureOf, hex, jsonOf } from './reading.ts';

const proto = `
syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
message Shipment {
  string tracking = 1;
  uint64 weight_grams = 2;
  Carrier carrier = 3;
  bool express = 4;
  repeated int32 stops = 5;
  map<string, double> prices = 6;
  repeated Line lines = 7;
  google.protobuf.Timestamp sent = 8;
  sint32 delta = 9;
  fixed64 mark = 10;
  sfixed32 offset = 11;
  bytes label = 12;
  map<int32, Line> by_number = 13;
  oneof how { string street = 14; int32 locker = 15; }
  message Line { string sku = 1; int64 quantity = 2; }
}
enum Carrier { UNKNOWN = 0; NORTHWIND = 1; }
`;

function messageOf(text: string, name?: string): protobuf.Type {
  const read = readProtobufSchema(text, name);
  if (!read.ok) throw new Error(read.problem.reason);
  return read.schema.message;
}

const shipment = messageOf(proto);
const read = (bytes: string): string => jsonOf(decodeProtobuf(hex(bytes), shipment));
/** As protobuf.dev's own runtime for this language writes it. */
const encoded = (value: object): Uint8Array => shipment.encode(shipment.fromObject(value)).finish();

describe('Protobuf with a schema', () => {
  it('names the fields in the order they were sent, and makes up none', () => {
    expect(read('10 9601 0a 03 41 42 43')).toBe('{"weight_grams":150,"tracking":"ABC"}');
    expect(read('')).toBe('{}');
  });

  it('reads what another implementation writes', () => {
    const value = {
      tracking: 'TRK1',
      weight_grams: 30_000,
      carrier: 1,
      express: true,
      stops: [1, -2, 300],
      prices: { a: 1.5, b: 2 },
      lines: [{ sku: 'A', quantity: -1 }, { sku: 'B' }],
      sent: { seconds: 1_700_000_000, nanos: 5 },
      delta: -7,
      offset: -3,
      label: Uint8Array.of(1, 2),
      locker: 12,
    };
    expect(JSON.parse(jsonOf(decodeProtobuf(encoded(value), shipment)))).toEqual({
      ...value,
      carrier: 'NORTHWIND',
      lines: [{ sku: 'A', quantity: -1 }, { sku: 'B' }],
      label: { $base64: 'AQI=' },
    });
  });

  it('keeps every digit of 64 bits', () => {
    expect(read('10 ffffffffffffffffff01')).toBe('{"weight_grams":18446744073709551615}');
    expect(read('51 ffffffffffffffff')).toBe('{"mark":18446744073709551615}');
  });

  it('reads repeated numbers packed and one by one, and gathers them', () => {
    expect(read('2a 03 01 02 03 28 04')).toBe('{"stops":[1,2,3,4]}');
  });

  it('keeps a number that names no constant', () => {
    expect(read('18 09')).toBe('{"carrier":9}');
  });

  it('drops no field that the schema does not know', () => {
    expect(read('0a0141 a206 03616263 f807 2a')).toBe(
      '{"tracking":"A","$unknown":[{"field":100,"value":"abc"},{"field":127,"value":42}]}',
    );
  });

  it('shows a single field that came twice, twice', () => {
    expect(read('0a0141 0a0142')).toBe('{"tracking":"A","tracking":"B"}');
  });

  it('reads a map with keys that are numbers', () => {
    expect(read('6a 07 08 05 12 03 0a 01 41')).toBe('{"by_number":{"5":{"sku":"A"}}}');
  });

  it.each([
    ['0a 05 41', 2, /ends 4 bytes too soon/],
    ['08 01', 0, /field 1 \(tracking\) is a length and bytes, but a variable-length number stands here/],
    ['3a 03 0a 05 41 0a0141 0a0141', 4, /the part it belongs to ends/],
    ['00', 0, /no field number 0/],
    ['0f', 0, /written in a way \(7\)/],
    ['0c', 0, /group 1 ends where it was not begun/],
    ['10 ffffffffffffffffffffff', 1, /more than ten bytes/],
  ])('says where and why %s does not fit', (bytes, offset, why) => {
    expect(failureOf(decodeProtobuf(hex(bytes), shipment))).toMatchObject({
      offset,
      why: expect.stringMatching(why),
    });
  });

  it('stops at a nesting nobody reads', () => {
    const tree = messageOf('syntax = "proto3"; message Tree { Tree child = 1; }');
    let bytes = new Uint8Array();
    for (let depth = 0; depth < 1_500; depth += 1) {
      const length: number[] = [];
      for (let rest = bytes.length; ; rest >>>= 7) {
        length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
        if (rest <= 0x7f) break;
      }
      bytes = Uint8Array.from([0x0a, ...length, ...bytes]);
    }
    expect(failureOf(decodeProtobuf(bytes, tree)).why).toMatch(/deeper than 300 levels/);
  });
});

describe('Protobuf without a schema', () => {
  it('shows field numbers, and guesses text, messages and bytes', () => {
    const bytes = '0a03414243 10 9601 1a05 0a 03 78 79 7a 22 02 ff fe 2a00 2a00';
    expect(jsonOf(decodeProtobuf(hex(bytes), undefined))).toBe(
      '{"1":"ABC","2":150,"3":{"1":"xyz"},"4":{"$base64":"//4="},"5":["",""]}',
    );
  });
});

describe('Protobuf schemas', () => {
  it('lists the messages, nested ones too, and none of Google’s', () => {
    const outcome = readProtobufSchema(proto);
    expect(outcome.ok && outcome.schema.messages).toEqual(['shop.Shipment', 'shop.Shipment.Line']);
    expect(messageOf(proto, 'shop.Shipment.Line').fields).toHaveProperty('sku');
  });

  it.each([
    ['syntax = "proto3";\nmessage A {\n  strin name = 1;\n}', 3, /strin/],
    ['syntax = "proto3";\nmessage A {\n  string s = 1;\n  strin name = 2;\n}', 4, /strin/],
    ['message B { optional int32 strin = 1; }\nmessage A {\n  optional strin name = 2;\n}', 3, /strin/],
    ['syntax = "proto3";\nmessage A {\n  string name 1;\n}', 3, /illegal/i],
    ['syntax = "proto3";\nimport "other.proto";\nmessage A {}', 2, /"other.proto" is not here/],
    ['syntax = "proto3";\nenum E { ZERO = 0; }', 1, /There is no message/],
  ])('says the line of what is wrong', (text, line, reason) => {
    const outcome = readProtobufSchema(text);
    if (outcome.ok) throw new Error('The schema was read.');
    expect(outcome.problem).toMatchObject({ line, reason: expect.stringMatching(reason) });
  });

  it('says that the message asked for is not there', () => {
    const outcome = readProtobufSchema(proto, 'shop.Parcel');
    expect(outcome).toMatchObject({
      ok: false,
      problem: { reason: 'There is no message "shop.Parcel" in this text.' },
    });
  });
});
