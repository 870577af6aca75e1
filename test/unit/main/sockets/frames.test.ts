import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeAck,
  encodeNegativeAck,
  encodePermit,
  encodeProducerFrame,
  parseProducerReply,
  readEndOfTopic,
} from '../../../../src/main/sockets/frames.ts';
import vectors from '../../../fixtures/protocol-vectors.json' with { type: 'json' };

const reply = (value: unknown) => parseProducerReply(Buffer.from(JSON.stringify(value)));
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a producer frame (protocol D4)', () => {
  it('is the reference frame for the same message', () => {
    const vector = vectors.vectors.find(({ id }) => id === 'ws-produce-ok');
    const frame = encodeProducerFrame(
      {
        payload: bytes('Hello, Grüße ☕'),
        key: 'user-42',
        properties: [['k1', 'v1']],
        eventTime: Date.parse('2024-05-01T08:00:00.500Z'),
        deliverAfterMs: 1_500,
      },
      'req-1',
    );
    const { eventTime, ...rest } = JSON.parse(frame.toString()) as Record<string, unknown>;
    const { eventTime: expectedTime, ...expected } = vector?.send as Record<string, unknown>;
    expect(rest).toEqual(expected);
    expect(Date.parse(String(eventTime))).toBe(Date.parse(String(expectedTime)));
  });

  it('carries any payload, key and property to the letter', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.string({ unit: 'binary' }),
        fc.array(fc.tuple(fc.string(), fc.string())),
        (payload, key, properties) => {
          const frame = encodeProducerFrame({ payload: new Uint8Array(payload), key, properties }, '7');
          const parsed = JSON.parse(frame.toString()) as Record<string, unknown>;
          expect(Buffer.from(String(parsed['payload']), 'base64')).toEqual(Buffer.from(payload));
          expect(parsed['key']).toBe(Buffer.from(key).toString());
          expect(parsed['context']).toBe('7');
          if (properties.length > 0) expect(parsed['properties']).toEqual(Object.fromEntries(properties));
          else expect(parsed).not.toHaveProperty('properties');
        },
      ),
    );
  });

  it('takes the bytes of a view, not of the buffer behind it', () => {
    const payload = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
    const { payload: base64 } = JSON.parse(encodeProducerFrame({ payload, properties: [] }, '1').toString());
    expect(base64).toBe('AgM=');
  });

  it('is refused with an event time that the wire cannot carry', () => {
    for (const eventTime of [Number.NaN, 9e15, 253_402_300_800_000]) {
      expect(() => encodeProducerFrame({ payload: bytes(''), properties: [], eventTime }, '1')).toThrowError(
        expect.objectContaining({ code: 'INPUT_INVALID' }),
      );
    }
  });
});

describe('commands (protocol D6)', () => {
  it('carry the id as it was received', () => {
    expect(encodeAck('CAMQAA')).toBe('{"messageId":"CAMQAA"}');
    expect(encodeNegativeAck('CAMQADAA')).toBe('{"type":"negativeAcknowledge","messageId":"CAMQADAA"}');
    expect(encodePermit(5)).toBe('{"type":"permit","permitMessages":5}');
  });

  it('are refused for a text that is no id, as the service would end the socket over it (protocol D10)', () => {
    for (const id of ['', '***', 'CAM=', '"}', 'CIA=']) {
      expect(() => encodeAck(id), id).toThrowError(expect.objectContaining({ code: 'FRAME_BAD_ID' }));
    }
  });

  it('are refused for permits that are no positive number', () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      expect(() => encodePermit(count)).toThrowError(expect.objectContaining({ code: 'INPUT_INVALID' }));
    }
  });
});

describe('a reply to a producer (protocol D4)', () => {
  it('is a receipt or a refusal, with its context', () => {
    expect(
      reply({ result: 'ok', messageId: 'CAMQADAA', context: '1', errorCode: 0, schemaVersion: 0 }),
    ).toEqual({
      outcome: 'stored',
      context: '1',
      messageId: 'CAMQADAA',
    });
    expect(reply({ result: 'send-error:8', errorMsg: 'terminated', context: '2' })).toEqual({
      outcome: 'refused',
      context: '2',
      result: 'send-error:8',
      words: 'terminated',
    });
    expect(reply({ result: 'send-error:7', context: '3' })).toMatchObject({ outcome: 'refused', words: '' });
  });

  it('never throws, whatever came', () => {
    for (const value of [null, 1, [], {}, { result: 1 }, { result: 'ok' }, { result: 'ok', messageId: 5 }]) {
      expect(reply(value).outcome).not.toBe('stored');
    }
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        expect(parseProducerReply(Buffer.from(data)).outcome).toBe('unreadable');
      }),
    );
  });
});

describe('the answer about the end of the topic', () => {
  it('is told from messages by looking into small frames only', () => {
    expect(readEndOfTopic(Buffer.from('{"endOfTopic":true}'))).toBe(true);
    expect(readEndOfTopic(Buffer.from('{ "endOfTopic" : false }'))).toBe(false);
    for (const text of [
      '{"messageId":"CAMQADAA","payload":"","endOfTopic":true}',
      '{"endOfTopic":"true"}',
      'endOfTopic',
      '{}',
      `{"endOfTopic":true,"x":"${'y'.repeat(80)}"}`,
    ]) {
      expect(readEndOfTopic(Buffer.from(text)), text).toBeUndefined();
    }
  });
});
