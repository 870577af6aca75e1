import type { Accounting } from '../../shared/contract/schemas/session.ts';

/** What became of the frames of one batch. */
export interface BatchTally {
  readonly stored: number;
  readonly redelivered: number;
  readonly refused: number;
}

/** Counts that always add up: received = stored + redelivered + refused + pending. */
export interface Ledger {
  frameArrived(): void;
  batchCommitted(tally: BatchTally, controlFrames: number): void;
  read(): Accounting;
}

export function createLedger(): Ledger {
  let arrived = 0;
  let stored = 0;
  let redelivered = 0;
  let refused = 0;
  let control = 0;
  return {
    frameArrived() {
      arrived += 1;
    },
    batchCommitted(tally, controlFrames) {
      stored += tally.stored;
      redelivered += tally.redelivered;
      refused += tally.refused;
      control += controlFrames;
    },
    read() {
      // Frames that are no messages (end of topic, say) are not counted as received.
      const received = arrived - control;
      return { received, stored, redelivered, refused, pending: received - stored - redelivered - refused };
    },
  };
}
