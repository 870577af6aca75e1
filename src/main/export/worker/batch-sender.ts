/** Batches on their way to the writer: the next is read while the one before is stored. */
import type { ImportBatch } from '../transfer-protocol.ts';

/** One being stored, one ready; reading waits for room. */
export const mostOnTheWay = 2;

export interface BatchSender {
  /** Resolves when there is room for another. */
  readonly send: (batch: ImportBatch) => Promise<void>;
  /** To be called when a batch was committed. */
  readonly taken: () => void;
  /** Resolves when every batch was committed. */
  readonly drained: () => Promise<void>;
}

export function createBatchSender(post: (batch: ImportBatch) => void): BatchSender {
  let onTheWay = 0;
  let wake: () => void = () => undefined;
  const atMost = async (count: number): Promise<void> => {
    while (onTheWay > count)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return {
    send: (batch) => {
      onTheWay += 1;
      post(batch);
      return atMost(mostOnTheWay - 1);
    },
    taken: () => {
      onTheWay -= 1;
      wake();
    },
    drained: () => atMost(0),
  };
}
