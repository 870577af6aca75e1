import { describe, expect, it } from 'vitest';
import { decodeMessagePack } from '../../../../src/main/decode/decode-messagepack.ts';
import { failureOf, hex, jsonOf } from './reading.ts';

/** One value of every format of the MessagePack specification, at its edges. */
const formats: readonly (readonly [string, string, string])[] = [
  ['positive fixint', '7f', '127'],
  ['negative fixint', 'e0', '-32'],
  ['nil', 'c0', 'null'],
  ['false', 'c2', 'false'],
  ['true', 'c3', 'true'],
  ['uint 8', 'ccff', '255'],
  ['uint 16', 'cdffff', '65535'],
  ['uint 32', 'ceffffffff', '4294967295'],
  ['uint 64', 'cfffffffffffffffff', '18446744073709551615'],
  ['int 8', 'd080', '-128'],
  ['int 16', 'd18000', '-32768'],
  ['int 32', 'd280000000', '-2147483648'],
  ['int 64', 'd38000000000000000', '-9223372036854775808'],
  ['float 32', 'ca3f800000', '1.0'],
  ['float 64', 'cb3ff199999999999a', '1.1'],
  ['float 64, not a number', 'cb7ff8000000000000', '{"$number":"NaN"}'],
  ['fixstr', 'a568656c6c6f', '"hello"'],
  ['str 8', 'd903616263', '"abc"'],
  ['str 16', 'da0003616263', '"abc"'],
  ['str 32', 'db00000003616263', '"abc"'],
  ['a str that is no UTF-8', 'a2ff00', '{"$invalidText":"/wA="}'],
  ['bin 8', 'c403010203', '{"$base64":"AQID"}'],
  ['bin 16', 'c50003010203', '{"$base64":"AQID"}'],
  ['bin 32', 'c600000003010203', '{"$base64":"AQID"}'],
  ['fixarray', '93010203', '[1,2,3]'],
  ['array 16', 'dc0003010203', '[1,2,3]'],
  ['array 32', 'dd00000003010203', '[1,2,3]'],
  ['fixmap', '82a16101a16202', '{"a":1,"b":2}'],
  ['map 16', 'de0001a16101', '{"a":1}'],
  ['map 32', 'df00000001a16101', '{"a":1}'],
  ['a map with keys that are no text', '81c0a178', '{"$map":[[null,"x"]]}'],
  ['fixext 1', 'd40507', '{"$extension":5,"base64":"Bw=="}'],
  ['fixext 2', 'd5050708', '{"$extension":5,"base64":"Bwg="}'],
  ['fixext 4', 'd60501020304', '{"$extension":5,"base64":"AQIDBA=="}'],
  ['fixext 8', 'd7050102030405060708', '{"$extension":5,"base64":"AQIDBAUGBwg="}'],
  ['fixext 16', `d805${'00'.repeat(16)}`, '{"$extension":5,"base64":"AAAAAAAAAAAAAAAAAAAAAA=="}'],
  ['ext 8', 'c70305010203', '{"$extension":5,"base64":"AQID"}'],
  ['ext 16', 'c8000305010203', '{"$extension":5,"base64":"AQID"}'],
  ['ext 32', 'c90000000305010203', '{"$extension":5,"base64":"AQID"}'],
  ['timestamp 32', 'd6ff00000001', '{"$time":"1970-01-01T00:00:01Z"}'],
  ['timestamp 64', 'd7ff0000000400000001', '{"$time":"1970-01-01T00:00:01.000000001Z"}'],
  ['timestamp 96', 'c70cff00000001ffffffffffffffff', '{"$time":"1969-12-31T23:59:59.000000001Z"}'],
];

describe('MessagePack', () => {
  it.each(formats)('reads %s', (_name, encoded, expected) => {
    expect(jsonOf(decodeMessagePack(hex(encoded)))).toBe(expected);
  });

  it('keeps repeated keys and their order', () => {
    expect(jsonOf(decodeMessagePack(hex('83a16201a16102a16203')))).toBe('{"b":1,"a":2,"b":3}');
  });

  it.each([
    ['an array that ends too soon', '9301', 1, /announced|too soon/],
    ['a text that ends too soon', 'a568', 1, /ends 4 bytes too soon/],
    ['a count that cannot be', 'ddffffffff', 5, /4294967295 values are announced and only 0 bytes left/],
    ['the byte that is never used', 'c1', 0, /never used|not used|c1/],
    ['bytes behind the value', 'c0c0', 1, /1 bytes follow/],
    ['nothing at all', '', 0, /too soon/],
  ])('says where and why: %s', (_name, encoded, offset, why) => {
    expect(failureOf(decodeMessagePack(hex(encoded)))).toMatchObject({
      offset,
      why: expect.stringMatching(why),
    });
  });

  it('stops at a nesting nobody reads', () => {
    expect(failureOf(decodeMessagePack(new Uint8Array(5_000).fill(0x91))).why).toMatch(
      /deeper than 1000 levels/,
    );
  });
});
