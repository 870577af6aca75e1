import { describe, expect, it } from 'vitest';
import { readAvroSchema, type AvroType } from '../../../../src/main/decode/avro-schema.ts';
import { decodeAvro } from '../../../../src/main/decode/decode-avro.ts';
import { failureOf, hex, jsonOf } from './reading.ts';

function typeOf(schema: unknown): AvroType {
  const read = readAvroSchema(JSON.stringify(schema));
  if (!read.ok) throw new Error(read.problem.reason);
  return read.schema;
}

const read = (schema: unknown, bytes: string): string => jsonOf(decodeAvro(hex(bytes), typeOf(schema)));

function problemOf(text: string) {
  const outcome = readAvroSchema(text);
  if (outcome.ok) throw new Error('The schema was read.');
  return outcome.problem;
}

const order = {
  type: 'record',
  name: 'Order',
  namespace: 'shop',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'customer', type: ['null', 'string'] },
    {
      name: 'lines',
      type: {
        type: 'array',
        items: { type: 'record', name: 'Line', fields: [{ name: 'sku', type: 'string' }] },
      },
    },
  ],
};

describe('Avro values', () => {
  it('reads the examples of the specification', () => {
    expect(read('string', '06666f6f')).toBe('"foo"');
    expect(
      read(
        {
          type: 'record',
          name: 'test',
          fields: [
            { name: 'a', type: 'long' },
            { name: 'b', type: 'string' },
          ],
        },
        '3606666f6f',
      ),
    ).toBe('{"a":27,"b":"foo"}');
    expect(read({ type: 'array', items: 'long' }, '04063600')).toBe('[3,27]');
    expect(read(['null', 'string'], '00')).toBe('null');
    expect(read(['null', 'string'], '020261')).toBe('"a"');
    for (const [encoded, number] of [
      ['00', 0],
      ['01', -1],
      ['02', 1],
      ['03', -2],
      ['7f', -64],
      ['8001', 64],
    ] as const)
      expect(read('int', encoded)).toBe(String(number));
  });

  it('keeps every digit of 64 bits', () => {
    expect(read('long', 'feffffffffffffffff01')).toBe('9223372036854775807');
    expect(read('long', 'ffffffffffffffffff01')).toBe('-9223372036854775808');
  });

  it('reads every other type', () => {
    expect(read('boolean', '01')).toBe('true');
    expect(read('float', '0000803f')).toBe('1.0');
    expect(read('double', '9a9999999999f13f')).toBe('1.1');
    expect(read('bytes', '04ff00')).toBe('{"$base64":"/wA="}');
    expect(read({ type: 'fixed', name: 'Two', size: 2 }, 'ff00')).toBe('{"$base64":"/wA="}');
    expect(read({ type: 'enum', name: 'Suit', symbols: ['HEARTS', 'SPADES'] }, '02')).toBe('"SPADES"');
    expect(read({ type: 'map', values: 'int' }, '0202610200')).toBe('{"a":1}');
  });

  it('reads blocks with their size, and several of them', () => {
    expect(read({ type: 'array', items: 'long' }, '0304063602 0800')).toBe('[3,27,4]');
  });

  it('reads records in records, and one that holds itself', () => {
    expect(read(order, '3602 0a636861 6c6f 04 0241 0242 00'.replaceAll(' ', ''))).toBe(
      '{"id":27,"customer":"chalo","lines":[{"sku":"A"},{"sku":"B"}]}',
    );
    const list = {
      type: 'record',
      name: 'Node',
      fields: [
        { name: 'value', type: 'int' },
        { name: 'next', type: ['null', 'Node'] },
      ],
    };
    expect(read(list, '02020400')).toBe('{"value":1,"next":{"value":2,"next":null}}');
  });

  it('takes the header of a single object off and tells its fingerprint', () => {
    const decoded = decodeAvro(hex('c301 0807060504030201 06666f6f'), typeOf('string'));
    expect(jsonOf(decoded)).toBe('"foo"');
    expect(decoded).toMatchObject({ note: 'schema fingerprint 0102030405060708' });
  });

  it.each([
    ['string', '06666f', 1, /ends 1 bytes too soon/],
    [['null', 'string'], '04', 0, /has 2 choices, and number 2/],
    ['boolean', '02', 0, /a boolean is 0 or 1/],
    ['string', '01', 0, /a length is negative/],
    ['int', '0000', 1, /1 bytes follow/],
    ['long', 'ffffffffffffffffffffff01', 0, /more than ten bytes/],
  ])('says where and why: %j read from %s', (schema, bytes, offset, why) => {
    const failure = failureOf(decodeAvro(hex(bytes), typeOf(schema)));
    expect(failure).toMatchObject({ offset, why: expect.stringMatching(why) });
  });

  it('refuses a block of a billion items that take no byte', () => {
    const failure = failureOf(decodeAvro(hex('80a8d6b90700'), typeOf({ type: 'array', items: 'null' })));
    expect(failure.why).toMatch(/1000000000 items are announced and only 1 bytes left/);
  });
});

describe('Avro schemas', () => {
  it('says where the JSON is wrong', () => {
    expect(problemOf('{\n  "type": \n}')).toMatchObject({ line: 3, column: 1 });
  });

  it.each([
    [
      '{"type":"record","name":"A","fields":[{"name":"b","type":"Missing"}]}',
      '"Missing"',
      /no type "Missing"/,
    ],
    ['{"type":"record","name":"A"}', '{', /"fields" is missing/],
    ['{"type":"array"}', '{', /"items" is missing/],
    ['{"type":"record","name":"no name","fields":[]}', '"no name"', /is no name/],
    ['{"type":"fixed","name":"F","size":-1}', '-1', /whole number of bytes/],
    [
      '{"type":"record","name":"A","fields":[{"name":"b","type":"int"},{"name":"b","type":"int"}]}',
      undefined,
      /two fields "b"/,
    ],
    ['17', '17', /A type is a name/],
    ['[]', '[', /at least one type/],
  ])('says where and why %s is wrong', (text, at, reason) => {
    const problem = problemOf(text);
    expect(problem.reason).toMatch(reason);
    if (at !== undefined) expect(problem.offset).toBe(text.indexOf(at));
  });

  it('finds names with and without their namespace', () => {
    const schema = {
      ...order,
      fields: [
        ...order.fields,
        { name: 'gift', type: ['null', 'shop.Line'] },
        { name: 'more', type: ['null', 'Line'] },
      ],
    };
    expect(readAvroSchema(JSON.stringify(schema)).ok).toBe(true);
  });

  it('refuses a schema nested too deep', () => {
    const text = `${'{"type":"array","items":'.repeat(300)}"int"${'}'.repeat(300)}`;
    expect(problemOf(text).reason).toMatch(/nested deeper than 200/);
  });
});
