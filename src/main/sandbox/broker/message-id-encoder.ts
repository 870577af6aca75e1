import type { MessagePosition } from './message-position.ts';

/** Room for six varints with their tags; the sandbox's numbers need far less. */
const LONGEST_ID_BYTES = 64;

/** Base64 of Pulsar's MessageIdData as newer Java servers write it: `batch_size` always, `partition` only when set (protocol D13). */
export function encodeMessageId(position: MessagePosition): string {
  const bytes = Buffer.allocUnsafe(LONGEST_ID_BYTES);
  let end = writeField(bytes, 0, 0x08, position.ledgerId);
  end = writeField(bytes, end, 0x10, position.entryId);
  if (position.partition >= 0) end = writeField(bytes, end, 0x18, position.partition);
  if (position.batchIndex >= 0) end = writeField(bytes, end, 0x20, position.batchIndex);
  end = writeField(bytes, end, 0x30, position.batchSize);
  return bytes.toString('base64', 0, end);
}

function writeField(bytes: Buffer, start: number, tag: number, value: number): number {
  let at = start;
  bytes[at++] = tag;
  let rest = value;
  while (rest >= 0x80) {
    // Division instead of shifts: a ledger id may pass 2^31.
    bytes[at++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  bytes[at++] = rest;
  return at;
}
