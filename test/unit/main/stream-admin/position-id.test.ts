import { describe, expect, it } from 'vitest';
import { encodePosition } from '../../../../src/main/stream-admin/position-id.ts';
import { decodeMessageId } from '../../../../src/shared/domain/message-id.ts';

describe('the wire text of a position (protocol D13)', () => {
  it('is the example of the protocol page', () => {
    expect(encodePosition(3n, 0n)).toBe('CAMQAA==');
  });

  it.each([
    [0n, 0n, -1],
    [123n, 456n, 2],
    [2n ** 53n + 1n, 2n ** 40n, 0],
    [2n ** 63n - 1n, 2n ** 63n - 1n, -1],
  ])('of %d:%d:%d is read as what it was', (ledger, entry, partition) => {
    const decoding = decodeMessageId(encodePosition(ledger, entry, partition));
    expect(decoding).toMatchObject({ ok: true, id: { ledger, entry, partition } });
  });
});
