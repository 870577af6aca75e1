import type { MessagePosition } from './message-position.ts';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const LONGEST_VARINT_BYTES = 10;

/**
 * Reads a client's message id (protocol D13). Unknown fields are skipped, any order is taken.
 * Returns undefined for anything that is not a MessageIdData with its two required fields.
 * Numbers beyond 2^53 lose digits but keep their order against the sandbox's own ids.
 */
export function decodeMessageId(text: string): MessagePosition | undefined {
  if (!BASE64.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const found = { ledgerId: NaN, entryId: NaN, partition: -1, batchIndex: -1, batchSize: 0 };
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (tag === undefined) return undefined;
    at = tag.end;
    const wireType = tag.value % 8;
    const field = Math.floor(tag.value / 8);
    if (wireType === 0) {
      const value = readVarint(bytes, at);
      if (value === undefined) return undefined;
      at = value.end;
      if (field === 1) found.ledgerId = value.value;
      else if (field === 2) found.entryId = value.value;
      else if (field === 3) found.partition = value.value;
      else if (field === 4) found.batchIndex = value.value;
      else if (field === 6) found.batchSize = value.value;
    } else if (wireType === 2) {
      const length = readVarint(bytes, at);
      if (length === undefined || length.value < 0) return undefined;
      at = length.end + length.value;
      if (at > bytes.length) return undefined;
    } else {
      return undefined;
    }
  }
  return Number.isNaN(found.ledgerId) || Number.isNaN(found.entryId) ? undefined : found;
}

function readVarint(bytes: Buffer, start: number): { value: number; end: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let at = start; at < bytes.length && at - start < LONGEST_VARINT_BYTES; at++) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte < 0x80) return { value: signed(value, bytes, start, at + 1), end: at + 1 };
  }
  return undefined;
}

/** A ten-byte varint is a negative 64-bit number; only -1 (earliest, no partition) has a meaning here. */
function signed(value: number, bytes: Buffer, start: number, end: number): number {
  if (end - start < LONGEST_VARINT_BYTES) return value;
  return Number(
    BigInt.asIntN(
      64,
      bytes.subarray(start, end).reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 0x7f), 0n),
    ),
  );
}
