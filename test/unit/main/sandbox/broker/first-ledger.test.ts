import { describe, expect, it } from 'vitest';
import { firstLedgerAt } from '../../../../../src/main/sandbox/broker/first-ledger.ts';

describe('the first ledger of a start', () => {
  it('is always one that a message id can carry, and leaves room since the start before', () => {
    const nowMs = Date.UTC(2026, 10, 24);
    expect(firstLedgerAt(0)).toBe(1);
    expect(Number.isSafeInteger(firstLedgerAt(Date.UTC(2200, 0, 1)))).toBe(true);
    expect(firstLedgerAt(nowMs + 5_000) - firstLedgerAt(nowMs)).toBeGreaterThan(50);
  });
});
