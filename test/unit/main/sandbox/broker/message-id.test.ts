import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { decodeMessageId } from '../../../../../src/main/sandbox/broker/message-id-decoder.ts';
import { encodeMessageId } from '../../../../../src/main/sandbox/broker/message-id-encoder.ts';
import vectors from '../../../../fixtures/protocol-vectors.json' with { type: 'json' };

const plain = { partition: -1, batchIndex: -1, batchSize: 0 };

describe('message ids of the sandbox (protocol D13)', () => {
  it('are written as newer Java servers write them: batch_size always, partition when there is one', () => {
    expect(encodeMessageId({ ledgerId: 3, entryId: 0, ...plain })).toBe('CAMQADAA');
    expect(encodeMessageId({ ledgerId: 2504, entryId: 130, ...plain })).toBe('CMgTEIIBMAA=');
    expect(encodeMessageId({ ledgerId: 123, entryId: 456, partition: 2, batchIndex: 5, batchSize: 10 })).toBe(
      'CHsQyAMYAiAFMAo=',
    );
  });

  it.each(vectors.messageIds.filter(({ name }) => !name.includes('2^53') && !name.includes('latest')))(
    'reads the reference id "$name"',
    ({ base64, decoded }) => {
      expect(decodeMessageId(base64)).toEqual({
        ledgerId: Number(decoded.ledgerId),
        entryId: Number(decoded.entryId),
        partition: decoded.partition,
        batchIndex: decoded.batchIndex,
        batchSize: decoded.batchSize ?? 0,
      });
    },
  );

  it.each(vectors.invalidMessageIds)('refuses "$name"', ({ base64 }) => {
    expect(decodeMessageId(base64)).toBeUndefined();
  });

  it('reads the latest id as larger than any id of its own', () => {
    expect(decodeMessageId('CP//////////fxD//////////38wAA==')?.ledgerId).toBeGreaterThan(
      Number.MAX_SAFE_INTEGER,
    );
  });

  it('come back as they were written', () => {
    const natural = fc.integer({ min: 0, max: 2 ** 40 });
    const position = fc.record({
      ledgerId: natural,
      entryId: natural,
      partition: fc.integer({ min: -1, max: 100 }),
      batchIndex: fc.integer({ min: -1, max: 1000 }),
      batchSize: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(position, (given) => {
        expect(decodeMessageId(encodeMessageId(given))).toEqual(given);
      }),
    );
  });

  it('of any bytes are read or refused, never thrown over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const decoded = decodeMessageId(Buffer.from(bytes).toString('base64'));
        expect(decoded === undefined || Number.isFinite(decoded.ledgerId)).toBe(true);
      }),
    );
  });
});
