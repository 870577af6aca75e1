import { describe, expect, it } from 'vitest';
import { decodeCbor } from '../../../../src/main/decode/decode-cbor.ts';
import { failureOf, hex, jsonOf } from './reading.ts';

/** RFC 8949, appendix A: the encoded value and what it stands for, as this program writes it in JSON. */
const appendixA: readonly (readonly [string, string])[] = [
  ['00', '0'],
  ['01', '1'],
  ['0a', '10'],
  ['17', '23'],
  ['1818', '24'],
  ['1819', '25'],
  ['1864', '100'],
  ['1903e8', '1000'],
  ['1a000f4240', '1000000'],
  ['1b000000e8d4a51000', '1000000000000'],
  ['1bffffffffffffffff', '18446744073709551615'],
  ['c249010000000000000000', '18446744073709551616'],
  ['3bffffffffffffffff', '-18446744073709551616'],
  ['c349010000000000000000', '-18446744073709551617'],
  ['20', '-1'],
  ['29', '-10'],
  ['3863', '-100'],
  ['3903e7', '-1000'],
  ['f90000', '0.0'],
  ['f98000', '-0.0'],
  ['f93c00', '1.0'],
  ['fb3ff199999999999a', '1.1'],
  ['f93e00', '1.5'],
  ['f97bff', '65504.0'],
  ['fa47c35000', '100000.0'],
  ['fa7f7fffff', '3.4028234663852886e+38'],
  ['fb7e37e43c8800759c', '1e+300'],
  ['f90001', '5.960464477539063e-8'],
  ['f90400', '0.00006103515625'],
  ['f9c400', '-4.0'],
  ['fbc010666666666666', '-4.1'],
  ['f97c00', '{"$number":"Infinity"}'],
  ['f97e00', '{"$number":"NaN"}'],
  ['f9fc00', '{"$number":"-Infinity"}'],
  ['fa7f800000', '{"$number":"Infinity"}'],
  ['fa7fc00000', '{"$number":"NaN"}'],
  ['faff800000', '{"$number":"-Infinity"}'],
  ['fb7ff0000000000000', '{"$number":"Infinity"}'],
  ['fb7ff8000000000000', '{"$number":"NaN"}'],
  ['fbfff0000000000000', '{"$number":"-Infinity"}'],
  ['f4', 'false'],
  ['f5', 'true'],
  ['f6', 'null'],
  ['f7', '{"$undefined":true}'],
  ['f0', '{"$simple":16}'],
  ['f8ff', '{"$simple":255}'],
  ['c074323031332d30332d32315432303a30343a30305a', '{"$tag":0,"value":"2013-03-21T20:04:00Z"}'],
  ['c11a514b67b0', '{"$tag":1,"value":1363896240}'],
  ['c1fb41d452d9ec200000', '{"$tag":1,"value":1363896240.5}'],
  ['d74401020304', '{"$tag":23,"value":{"$base64":"AQIDBA=="}}'],
  ['d818456449455446', '{"$tag":24,"value":{"$base64":"ZElFVEY="}}'],
  ['d82076687474703a2f2f7777772e6578616d706c652e636f6d', '{"$tag":32,"value":"http://www.example.com"}'],
  ['40', '{"$base64":""}'],
  ['4401020304', '{"$base64":"AQIDBA=="}'],
  ['60', '""'],
  ['6161', '"a"'],
  ['6449455446', '"IETF"'],
  ['62225c', String.raw`"\"\\"`],
  ['62c3bc', '"ü"'],
  ['63e6b0b4', '"水"'],
  ['64f0908591', '"𐅑"'],
  ['80', '[]'],
  ['83010203', '[1,2,3]'],
  ['8301820203820405', '[1,[2,3],[4,5]]'],
  [
    '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
    `[${Array.from({ length: 25 }, (_, at) => at + 1).join()}]`,
  ],
  ['a0', '{}'],
  ['a201020304', '{"$map":[[1,2],[3,4]]}'],
  ['a26161016162820203', '{"a":1,"b":[2,3]}'],
  ['826161a161626163', '["a",{"b":"c"}]'],
  ['a56161614161626142616361436164614461656145', '{"a":"A","b":"B","c":"C","d":"D","e":"E"}'],
  ['5f42010243030405ff', '{"$base64":"AQIDBAU="}'],
  ['7f657374726561646d696e67ff', '"streaming"'],
  ['9fff', '[]'],
  ['9f018202039f0405ffff', '[1,[2,3],[4,5]]'],
  ['9f01820203820405ff', '[1,[2,3],[4,5]]'],
  ['83018202039f0405ff', '[1,[2,3],[4,5]]'],
  ['83019f0203ff820405', '[1,[2,3],[4,5]]'],
  [
    '9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff',
    `[${Array.from({ length: 25 }, (_, at) => at + 1).join()}]`,
  ],
  ['bf61610161629f0203ffff', '{"a":1,"b":[2,3]}'],
  ['826161bf61626163ff', '["a",{"b":"c"}]'],
  ['bf6346756ef563416d7421ff', '{"Fun":true,"Amt":-2}'],
];

describe('CBOR', () => {
  it.each(appendixA)('reads %s of RFC 8949 appendix A', (encoded, expected) => {
    expect(jsonOf(decodeCbor(hex(encoded)))).toBe(expected);
  });

  it('keeps repeated keys and their order', () => {
    expect(jsonOf(decodeCbor(hex('a3616201616102616203')))).toBe('{"b":1,"a":2,"b":3}');
  });

  it('says where the payload ends too soon', () => {
    expect(failureOf(decodeCbor(hex('82011903')))).toMatchObject({
      offset: 3,
      why: expect.stringMatching(/ends 1 bytes too soon/),
    });
    expect(failureOf(decodeCbor(hex('6461')))).toMatchObject({
      offset: 1,
      why: expect.stringMatching(/ends 3 bytes too soon/),
    });
    expect(failureOf(decodeCbor(hex('')))).toMatchObject({ offset: 0 });
    expect(failureOf(decodeCbor(hex('9f01')))).toMatchObject({ offset: 2 });
  });

  it('says what follows the value', () => {
    expect(failureOf(decodeCbor(hex('0102')))).toMatchObject({
      offset: 1,
      why: expect.stringMatching(/1 bytes follow the end/),
    });
  });

  it.each([
    ['1c', 0, /additional information 28 is reserved/],
    ['ff', 0, /a break stands where a value/],
    ['1f', 0, /cannot be of indefinite length/],
    ['5f6161ff', 1, /chunk of another kind/],
    ['f800', 0, /must be written in one byte/],
    ['9bffffffffffffffff', 9, /values are announced/],
  ])('refuses %s at byte %i', (encoded, offset, why) => {
    expect(failureOf(decodeCbor(hex(encoded)))).toMatchObject({ offset, why: expect.stringMatching(why) });
  });

  it('stops at a nesting nobody reads', () => {
    expect(failureOf(decodeCbor(new Uint8Array(5_000).fill(0x81)))).toMatchObject({
      offset: 1_001,
      why: expect.stringMatching(/deeper than 1000 levels/),
    });
  });
});
