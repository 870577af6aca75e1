import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readProducerFrame } from '../../../../../src/main/sandbox/ws/producer-frame.ts';
import { readBase64 } from '../../../../../src/main/sandbox/ws/base64-payload.ts';

const sender = { producerName: 'p', sequenceId: 0, nowMs: 1_000 };
const read = (frame: unknown) => readProducerFrame(JSON.stringify(frame), sender);

describe('a frame of a producer (protocol D4)', () => {
  it('carries payload, key, properties, times and context', () => {
    expect(
      read({
        payload: 'SGVsbG8=',
        properties: { k1: 'v1' },
        context: 'req-1',
        key: 'user-42',
        eventTime: '2024-05-01T10:00:00.5+02:00',
        deliverAfterMs: 1500,
        unknown: [1],
      }),
    ).toEqual({
      context: 'req-1',
      draft: {
        payload: 'SGVsbG8=',
        payloadBytes: 5,
        properties: { k1: 'v1' },
        key: 'user-42',
        eventTimeMs: 1714550400500,
        deliverAtMs: 2_500,
        producerName: 'p',
        sequenceId: 0,
      },
    });
  });

  it('takes scalars for text, in context and properties alike', () => {
    expect(read({ payload: '', context: 5, properties: { n: 1, yes: true } })).toMatchObject({
      context: '5',
      draft: { properties: { n: '1', yes: 'true' } },
    });
  });

  it.each([
    ['text that is not JSON', '{payload', 3],
    ['JSON that is no object', '[1]', 3],
    ['null', 'null', 7],
    ['a delivery time that is no number', '{"payload":"","deliverAt":"soon"}', 3],
    ['a property that is an object', '{"payload":"","properties":{"a":{}}}', 3],
    ['a missing payload', '{"context":"c"}', 7],
    ['a URL-safe payload', '{"payload":"a-_b"}', 7],
    ['a time that is none', '{"payload":"","eventTime":"noon"}', 7],
  ])('is refused for %s', (_what, text, error) => {
    expect(readProducerFrame(text, sender)).toMatchObject({ error });
  });

  it('makes the service fail on a property without a value', () => {
    expect(read({ payload: '', properties: { gone: null } })).toEqual({
      failure: 'Need Non-Null value for key: gone',
    });
  });

  it('says which character is not base64', () => {
    expect(read({ payload: 'a-_b', context: 'req-2' })).toEqual({
      error: 7,
      errorMsg: 'Invalid Base64 message-payload error=Illegal base64 character 2d',
      context: 'req-2',
    });
  });

  it('of any text gets an answer, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const frame = readProducerFrame(text, sender);
        expect('draft' in frame || 'failure' in frame || frame.error > 0).toBe(true);
      }),
    );
  });
});

describe('a base64 payload', () => {
  it('is kept as it was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const payload = Buffer.from(bytes).toString('base64');
        expect(readBase64(payload)).toEqual({ payload, payloadBytes: bytes.length });
      }),
    );
  });

  it('may come without padding, and subscribers see it padded', () => {
    expect(readBase64('YQ')).toEqual({ payload: 'YQ==', payloadBytes: 1 });
    expect(readBase64('noop')).toEqual({ payload: 'noop', payloadBytes: 3 });
  });

  it.each(['a', 'ab=', 'abcd=', 'a=bc', '====', 'a b='])('is refused as "%s"', (text) => {
    expect(readBase64(text)).toHaveProperty('problem');
  });
});
