import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameParser } from '../../../../../src/main/store/worker/frame-parser.ts';

const parse = (text: string | Uint8Array) => {
  const parser = createFrameParser();
  const bytes = Buffer.from(text);
  return { verdict: parser.parse(bytes, 0, bytes.length), parser };
};

describe('the frame parser', () => {
  it('gives back the payload bytes of any base64 text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        const payload = Buffer.from(bytes).toString('base64');
        const { verdict, parser } = parse(JSON.stringify({ messageId: 'CAMQADAA', payload }));
        expect(verdict).toBe('message');
        expect(parser.payload().equals(bytes)).toBe(true);
      }),
    );
  });

  it('unescapes a payload whose slashes were escaped', () => {
    const { verdict, parser } = parse('{"messageId":"CAMQADAA","payload":"\\/\\/\\/\\/"}');
    expect(verdict).toBe('message');
    expect(parser.payload()).toEqual(Buffer.from([255, 255, 255]));
  });

  it('takes a message without payload as an empty one', () => {
    const { verdict, parser } = parse('{"messageId":"CAMQADAA","redeliveryCount":1}');
    expect(verdict).toBe('message');
    expect(parser.payload()).toHaveLength(0);
  });

  it.each([
    ['{"messageId":"CAMQADAA","payload":"a b="}', 'FRAME_BAD_PAYLOAD'],
    ['{"messageId":"CAMQADAA","payload":"abcde"}', 'FRAME_BAD_PAYLOAD'],
    ['{"messageId":"CAMQADAA","payload":5}', 'FRAME_BAD_PAYLOAD'],
    ['{"messageId":"CA==","payload":""}', 'FRAME_BAD_ID'],
    ['{"messageId":7,"payload":""}', 'FRAME_BAD_ID'],
    ['{"messageId":null,"payload":""}', 'FRAME_WITHOUT_ID'],
    ['{"payload":""}', 'FRAME_WITHOUT_ID'],
    ['"text"', 'FRAME_NOT_JSON'],
    ['', 'FRAME_NOT_JSON'],
    ['{"endOfTopic":true}', 'end-of-topic'],
    ['{"errorMsg":"x"}', 'unknown-object'],
  ])('says of %s: %s', (frame, verdict) => {
    expect(parse(frame).verdict).toBe(verdict);
  });

  it('refuses a frame that is not UTF-8 rather than change it', () => {
    const frame = Buffer.from('{"messageId":"CAMQADAA","payload":"","key":"?"}');
    frame[frame.length - 3] = 0xff;
    expect(parse(frame).verdict).toBe('FRAME_NOT_JSON');
  });

  it('keeps fields of an unexpected type, and a key that is no Unicode text, as they came', () => {
    const { parser } = parse(
      '{"messageId":"CAMQADAA","payload":"","key":"\\ud800","eventTime":5,"properties":[1.0]}',
    );
    expect(parser.fields).toMatchObject({
      key: '\ufffd',
      eventTime: null,
      properties: null,
      extra: '{"key":"\\ud800","eventTime":5,"properties":[1.0]}',
    });
  });
});
