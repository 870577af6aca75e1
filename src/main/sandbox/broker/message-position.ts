/**
 * Where a message lies (protocol D13). The sandbox's own ids stay far below 2^53, so numbers are exact; ids that a client
 * sends may be larger and then only need to compare as larger.
 */
export interface MessagePosition {
  readonly ledgerId: number;
  readonly entryId: number;
  /** -1 for a topic without partitions. */
  readonly partition: number;
  /** -1 for a message that is an entry of its own. */
  readonly batchIndex: number;
  /** 0 for a message that is an entry of its own. */
  readonly batchSize: number;
}

/** Order within one topic: ledger, entry, batch. */
export function comparePositions(
  a: Pick<MessagePosition, 'ledgerId' | 'entryId' | 'batchIndex'>,
  b: Pick<MessagePosition, 'ledgerId' | 'entryId' | 'batchIndex'>,
): number {
  return a.ledgerId - b.ledgerId || a.entryId - b.entryId || a.batchIndex - b.batchIndex;
}

/** Whether two messages came as one entry: the same one, or others of its batch. */
export function isSameEntry(
  a: Pick<MessagePosition, 'ledgerId' | 'entryId'>,
  b: Pick<MessagePosition, 'ledgerId' | 'entryId'> | undefined,
): boolean {
  return a.ledgerId === b?.ledgerId && a.entryId === b.entryId;
}
