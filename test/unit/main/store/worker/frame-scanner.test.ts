import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFields } from '../../../../../src/main/store/worker/frame-fields.ts';
import { readFrame } from '../../../../../src/main/store/worker/frame-reader.ts';
import { scanFrame } from '../../../../../src/main/store/worker/frame-scanner.ts';

const usual =
  '{"messageId":"CAMQADAA","payload":"aGk=","properties":{"a":"b","c":""},' +
  '"publishTime":"2026-05-01T12:00:00Z","redeliveryCount":2,"key":"k"}';

/** Frames near the usual form: known fields in any order, odd values, and damage by one character. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\\', '"', '\n', 'é', '\u0001'),
);
const value = fc.oneof(text, fc.nat(), fc.constant(null), fc.dictionary(fc.string(), text), fc.double());
const name = fc.constantFrom(
  'messageId',
  'payload',
  'properties',
  'publishTime',
  'eventTime',
  'redeliveryCount',
  'key',
  'other',
);
const fuzzyFrame = fc
  .tuple(
    fc.array(fc.tuple(name, value), { maxLength: 8 }),
    fc.nat(),
    fc.constantFrom('', '"', '}', ',', ' ', '0'),
  )
  .map(([members, at, damage]) => {
    const body = members
      .map(([key, content]) => `${JSON.stringify(key)}:${JSON.stringify(content)}`)
      .join(',');
    const whole = `{"messageId":"CAMQADAA","payload":"aGk="${body === '' ? '' : ','}${body}}`;
    const place = at % whole.length;
    return damage === '' ? whole : whole.slice(0, place) + damage + whole.slice(place + 1);
  });

describe('the frame scanner', () => {
  it('reads a usual frame without the full reader', () => {
    const fields = emptyFields();
    expect(scanFrame(usual, fields)).toBe(true);
    expect(fields).toEqual({
      messageId: 'CAMQADAA',
      payload: 'aGk=',
      properties: '{"a":"b","c":""}',
      propertiesCount: 2,
      publishTime: '2026-05-01T12:00:00Z',
      eventTime: null,
      redeliveryCount: 2,
      key: 'k',
      extra: null,
    });
  });

  it.each([
    ['an escape', '{"messageId":"a","payload":"","key":"\\n"}'],
    ['a field it does not know', '{"messageId":"a","payload":"","encryptionContext":{}}'],
    ['a repeated field', '{"messageId":"a","payload":"","messageId":"b"}'],
    ['white space', '{"messageId": "a","payload":""}'],
    ['a byte beyond ASCII', '{"messageId":"a","payload":"","key":"Ã©"}'],
    ['no payload', '{"messageId":"a"}'],
    ['something after the end', '{"messageId":"a","payload":""}}'],
    ['a count with a leading zero', '{"messageId":"a","payload":"","redeliveryCount":01}'],
    ['a truncated frame', '{"messageId":"a","payload":"'],
    ['nothing', ''],
  ])('leaves a frame with %s to the reader', (_, frame) => {
    expect(scanFrame(frame, emptyFields())).toBe(false);
  });

  it('never takes a frame that the reader would refuse or read differently', () => {
    fc.assert(
      fc.property(fuzzyFrame, (frame) => {
        const bytes = Buffer.from(frame);
        const scanned = emptyFields();
        if (!scanFrame(bytes.toString('latin1'), scanned)) return;
        const read = emptyFields();
        // A payload with an escape or a control is caught by its decoding, not here.
        fc.pre(/^[\w+/=-]*$/.test(scanned.payload));
        expect(readFrame(bytes, read)).toBe('message');
        expect(scanned).toEqual(read);
      }),
      { numRuns: 3000 },
    );
  });
});
