import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBatchEntry } from '../../../../src/main/pulsar/batch-entry.ts';
import { readPeeked } from '../../../../src/main/pulsar/peek.ts';
import { readPosition, writePosition } from '../../../../src/main/pulsar/position-json.ts';
import type { HttpResponse } from '../../../../src/main/stream-admin/http-transport.ts';
import vectors from '../../../fixtures/protocol-vectors.json' with { type: 'json' };

function response(headers: Record<string, string>, body: Uint8Array): HttpResponse {
  return {
    status: 200,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    rawHeaders: Object.entries(headers),
    body: Buffer.from(body),
  };
}

const batchBody = Buffer.from(
  String(
    Reflect.get(vectors.vectors.find(({ id }) => id === 'admin-peek-batch')?.response ?? {}, 'bodyBase64'),
  ),
  'base64',
);

describe('a peeked message (protocol E4)', () => {
  const id = { 'X-Pulsar-Message-ID': '3:0', 'X-Pulsar-Is-Encrypted': 'false' };

  it('has its properties in one header of JSON or in one header each, with their case', () => {
    const inOne = readPeeked(
      response({ ...id, 'X-Pulsar-PROPERTY': '{"Key":"v","n":"1"}' }, Buffer.from('hello')),
      -1,
    );
    const inEach = readPeeked(
      response(
        {
          ...id,
          'X-Pulsar-PROPERTY-Key': 'v',
          'X-Pulsar-PROPERTY-n': '1',
          'X-Pulsar-PROPERTY-TOTAL-CHUNKS': '2',
        },
        Buffer.from(''),
      ),
      -1,
    );
    expect(inOne[0]?.properties).toEqual({ Key: 'v', n: '1' });
    expect(inEach[0]?.properties).toEqual({ Key: 'v', n: '1' });
  });

  it('keeps 64-bit ids to the digit, and the partition it came from', () => {
    const [message] = readPeeked(
      response({ 'X-Pulsar-Message-ID': '9007199254740993:1' }, new Uint8Array()),
      2,
    );
    expect(message?.position).toEqual({
      ledger: '9007199254740993',
      entry: '1',
      partition: 2,
      batchIndex: -1,
    });
  });

  it('of a batch is every message of it, as in the reference vector', () => {
    const messages = readPeeked(response({ ...id, 'X-Pulsar-num-batch-message': '2' }, batchBody), -1);
    expect(messages.map(({ payload }) => new TextDecoder().decode(payload))).toEqual(['hello', 'zwei ☕']);
    expect(messages[0]).toMatchObject({
      key: 'user-1',
      properties: { k1: 'v1' },
      sequenceId: '0',
      eventTime: undefined,
    });
    expect(messages[1]).toMatchObject({
      properties: {},
      eventTime: 1_714_550_400_500,
      position: { batchIndex: 1 },
    });
  });

  it('of a batch that cannot be read is the whole entry', () => {
    const headers = { ...id, 'X-Pulsar-num-batch-message': '2' };
    expect(readPeeked(response(headers, batchBody.subarray(0, 20)), -1)).toMatchObject([
      { position: { batchIndex: -1 } },
    ]);
    const encrypted = { ...headers, 'X-Pulsar-Is-Encrypted': 'true' };
    expect(readPeeked(response(encrypted, batchBody), -1)).toHaveLength(1);
  });

  it('without an id is refused, and with one beyond 64 bits', () => {
    for (const headers of [{}, { 'X-Pulsar-Message-ID': '18446744073709551616:1' }]) {
      expect(() => readPeeked(response(headers, new Uint8Array()), -1)).toThrowError(
        expect.objectContaining({ code: 'PROTOCOL_UNEXPECTED' }),
      );
    }
  });

  it('has its id as numbers are usually written', () => {
    const [message] = readPeeked(response({ 'X-Pulsar-Message-ID': '007:-1' }, new Uint8Array()), -1);
    expect(message?.position).toMatchObject({ ledger: '7', entry: '-1' });
  });
});

describe('a batch entry', () => {
  it('has no event time where the number is one that no calendar reaches', () => {
    // payload_size 0 and event_time 2^63 - 1
    const metadata = [0x18, 0, 0x28, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    const entry = Uint8Array.from([0, 0, 0, metadata.length, ...metadata]);
    expect(readBatchEntry(entry, 1)).toMatchObject([{ eventTime: undefined }]);
  });

  it('never throws and never reads beyond its end, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 5 }), (noise, count) => {
        const messages = readBatchEntry(noise, count);
        if (messages !== undefined) expect(messages).toHaveLength(count);
      }),
    );
    fc.assert(
      fc.property(fc.nat(batchBody.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const spoiled = Uint8Array.from(batchBody);
        spoiled[at] = byte;
        readBatchEntry(spoiled, 2);
      }),
    );
  });
});

describe('a position as JSON (protocol E2, E3)', () => {
  it('passes 64-bit ids without rounding', () => {
    const position = {
      ledger: '9223372036854775807',
      entry: '9007199254740993',
      partition: -1,
      batchIndex: 3,
    };
    expect(readPosition(writePosition(position))).toEqual(position);
    expect(readPosition('{ "entryId" : 7 , "ledgerId" : 5, "extra": {} }')).toEqual({
      ledger: '5',
      entry: '7',
      partition: -1,
      batchIndex: -1,
    });
  });

  it('is refused when it is none', () => {
    for (const text of [
      '',
      '{}',
      '{"ledgerId":1}',
      '{"ledgerId":1.5,"entryId":2}',
      '<html>',
      '{"ledgerId":9223372036854775808,"entryId":2}',
      '{"ledgerId":-2,"entryId":2}',
      '{"ledgerId":1,"entryId":2,"partitionIndex":2147483648}',
    ]) {
      expect(readPosition(text), text).toBeUndefined();
    }
    for (const ledger of ['', 'x', '1,"excluded":true', '-2', '99999999999999999999']) {
      expect(() => writePosition({ ledger, entry: '1', partition: -1, batchIndex: -1 }), ledger).toThrowError(
        expect.objectContaining({ code: 'INPUT_INVALID' }),
      );
    }
  });
});
