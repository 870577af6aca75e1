/** Ledgers left free for each second between two starts. */
const LEDGERS_PER_SECOND = 16;
const EPOCH_MS = Date.UTC(2026, 0, 1);

/**
 * The first ledger of a start. Clients keep messages by ledger and entry, so a new start must not use the ids of an
 * earlier one for other messages.
 */
export function firstLedgerAt(nowMs: number): number {
  return Math.max(1, Math.floor((nowMs - EPOCH_MS) / 1000) * LEDGERS_PER_SECOND);
}
