import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareMessageIds,
  decodeMessageId,
  decodeMessageIdNumbers,
  formatMessageId,
  messageIdKey,
  type MessageId,
} from '../../../../src/shared/domain/message-id.ts';
import vectors from '../../../fixtures/protocol-vectors.json' with { type: 'json' };

function decoded(text: string): MessageId {
  const decoding = decodeMessageId(text);
  if (!decoding.ok) throw new Error(decoding.reason);
  return decoding.id;
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

const textOf = (bytes: readonly number[]): string => Buffer.from(bytes).toString('base64');

describe('decoding message ids (protocol D13)', () => {
  it.each(vectors.messageIds)('reads the reference id "$name"', ({ base64, decoded: expected, text }) => {
    const id = decoded(base64);
    expect(id.ledger).toBe(BigInt(expected.ledgerId));
    expect(id.entry).toBe(BigInt(expected.entryId));
    expect(id.partition).toBe(expected.partition);
    expect(id.batchIndex).toBe(expected.batchIndex);
    expect(id.batchSize ?? null).toBe(expected.batchSize);
    expect(id.firstChunk === undefined).toBe(expected.firstChunk === null);
    if (expected.firstChunk !== null) expect(id.firstChunk?.entry).toBe(BigInt(expected.firstChunk.entryId));
    expect(formatMessageId(id)).toBe(text);
  });

  it.each(vectors.invalidMessageIds)('refuses the reference text "$name" with a reason', ({ base64 }) => {
    expect(decodeMessageId(base64)).toMatchObject({ ok: false, reason: expect.any(String) });
    expect(decodeMessageIdNumbers(base64)).toBeUndefined();
  });

  it('accepts any field order, and lets the last of a repeated field win', () => {
    const id = decoded(textOf([0x30, 0x0a, 0x10, 0x07, 0x20, 0x01, 0x08, 0x01, 0x08, 0x09]));
    expect(messageIdKey(id)).toBe('9:7:-1:1');
  });

  it('keeps fields it does not know', () => {
    const id = decoded(textOf([0x08, 3, 0x10, 4, 0x52, 2, 0xaa, 0xbb, 0x58, 5]));
    expect(id.unknownFields).toEqual([
      { field: 10, wireType: 2, bytes: new Uint8Array([0xaa, 0xbb]) },
      { field: 11, wireType: 0, bytes: new Uint8Array([5]) },
    ]);
  });

  it('reads an ack set written field by field or packed', () => {
    const loose = decoded(textOf([0x08, 3, 0x10, 4, 0x28, 7, 0x28, ...varint(-1n)]));
    const packed = decoded(textOf([0x08, 3, 0x10, 4, 0x2a, 11, 7, ...varint(-1n)]));
    expect(loose.ackSet).toEqual([7n, -1n]);
    expect(packed.ackSet).toEqual([7n, -1n]);
  });

  it('needs no padding, as some clients cut it', () => {
    expect(formatMessageId(decoded('CAMQAA'))).toBe('3:0');
  });

  it('refuses the url-safe alphabet, an over-long text and endless varints', () => {
    expect(decodeMessageId('CAMQ-_8=').ok).toBe(false);
    expect(decodeMessageId('CAMQ'.repeat(2_000)).ok).toBe(false);
    expect(decodeMessageId(textOf([0x08, ...Array<number>(12).fill(0xff), 1])).ok).toBe(false);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.uint8Array().map((b) => textOf([...b])),
        ),
        (text) => {
          expect(typeof decodeMessageId(text).ok).toBe('boolean');
        },
      ),
    );
  });
});

describe('the fast way', () => {
  it('agrees with the exact one on every id, usual or not', () => {
    const part = fc.oneof(fc.bigInt(0n, 5_000n), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n));
    fc.assert(
      fc.property(
        part,
        part,
        fc.integer({ min: -1, max: 2 ** 31 - 1 }),
        fc.boolean(),
        (ledger, entry, small, sized) => {
          const text = textOf([
            0x08,
            ...varint(ledger),
            0x10,
            ...varint(entry),
            0x18,
            ...varint(BigInt(small)),
            0x20,
            ...varint(BigInt(small)),
            ...(sized ? [0x30, 10] : []),
          ]);
          const fast = decodeMessageIdNumbers(text);
          const exact = decoded(text);
          const fits = Number.isSafeInteger(Number(ledger)) && Number.isSafeInteger(Number(entry));
          expect(fast === undefined ? undefined : messageIdKey(fast)).toBe(
            fits ? messageIdKey(exact) : undefined,
          );
        },
      ),
    );
  });

  it('refuses whatever the exact one refuses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        const text = textOf([...bytes]);
        const exact = decodeMessageId(text);
        const fast = decodeMessageIdNumbers(text);
        if (!exact.ok) expect(fast).toBeUndefined();
        else if (fast !== undefined) expect(messageIdKey(fast)).toBe(messageIdKey(exact.id));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('order', () => {
  it('is by ledger, entry, partition and batch index, not by text', () => {
    const ids = ['CAMQADAA', 'CMgTEIIBMAA=', 'CHsQyAMYAiAFMAo=', 'CHsQyAMYAjAA'].map(decoded);
    expect([...ids].sort(compareMessageIds).map(formatMessageId)).toEqual([
      '3:0',
      '123:456:2',
      '123:456:2:5',
      '2504:130',
    ]);
  });

  it('puts earliest before and latest after everything, and finds two byte forms of one id equal', () => {
    const earliest = decoded('CP///////////wEQ////////////ATAA');
    const latest = decoded('CP//////////fxD//////////38wAA==');
    expect(compareMessageIds(earliest, decoded('CAMQADAA'))).toBeLessThan(0);
    expect(compareMessageIds(latest, decoded('CAMQADAA'))).toBeGreaterThan(0);
    expect(compareMessageIds(decoded('CAMQAA=='), decoded('CAMQADAA'))).toBe(0);
    expect(messageIdKey(decoded('CAMQAA=='))).toBe(messageIdKey(decoded('CAMQADAA')));
  });
});
