/**
 * Message ids of the wire: base64 of protobuf `MessageIdData` (protocol D13). Decoded to compare and show; acks always
 * carry the original text, because newer servers only know the very string they sent (protocol D5).
 */

/** Ids are 64-bit and read as signed, so that earliest is -1:-1. Absent partition and batch index are -1. */
export interface MessageId {
  readonly ledger: bigint;
  readonly entry: bigint;
  readonly partition: number;
  readonly batchIndex: number;
  readonly batchSize: number | undefined;
  readonly ackSet: readonly bigint[];
  /** Only on chunked messages: the id of the first chunk. */
  readonly firstChunk: MessageId | undefined;
  /** Fields of newer servers, in the order met. */
  readonly unknownFields: readonly UnknownField[];
}

export interface UnknownField {
  readonly field: number;
  readonly wireType: 0 | 1 | 2 | 5;
  /** The field's value as it stood in the message, without tag and length. */
  readonly bytes: Uint8Array;
}

/** The parts that identify a message, as plain numbers. */
export interface MessageIdNumbers {
  readonly ledger: number;
  readonly entry: number;
  readonly partition: number;
  readonly batchIndex: number;
}

export type MessageIdDecoding =
  { readonly ok: true; readonly id: MessageId } | { readonly ok: false; readonly reason: string };

/** An id with a long ack set stays far below this; anything longer is not an id. */
const maxTextLength = 4_096;
const maxNesting = 2;

const notBase64 = 255;
const base64Values = makeBase64Table();

/** Decodes an id exactly: any field order, unknown fields kept, never an exception. */
export function decodeMessageId(text: string): MessageIdDecoding {
  if (text === '') return { ok: false, reason: 'it is empty' };
  if (text.length > maxTextLength)
    return { ok: false, reason: `it is longer than ${maxTextLength} characters` };
  const bytes = base64Bytes(text);
  if (bytes === undefined) return { ok: false, reason: 'it is not base64' };
  return readMessageId(bytes, 0);
}

/**
 * The same for hot loops: one pass, no allocation but the result. Undefined when the text is no id or when ledger or
 * entry do not fit a number exactly; `decodeMessageId` tells which.
 */
export function decodeMessageIdNumbers(text: string): MessageIdNumbers | undefined {
  let ledger = -1;
  let entry = -1;
  let partition = -1;
  let batchIndex = -1;
  let bits = 0;
  let bitCount = 0;
  let field = 0; // 0: the next byte is a tag
  let value = 0;
  let scale = 1;
  let end = text.length;
  while (end > 0 && text.length - end < 2 && text.charCodeAt(end - 1) === 61) end -= 1;
  if (end % 4 === 1 || end > 64) return decodeToNumbers(text);
  for (let index = 0; index < end; index += 1) {
    const sextet = base64Values[text.charCodeAt(index)];
    if (sextet === undefined || sextet === notBase64) return undefined;
    bits = ((bits << 6) | sextet) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    const byte = (bits >> bitCount) & 0xff;
    if (field === 0) {
      // Only one-byte varint fields are usual; everything else takes the exact way.
      if ((byte & 0x87) !== 0 || byte < 8) return decodeToNumbers(text);
      field = byte >> 3;
      value = 0;
      scale = 1;
      continue;
    }
    value += (byte & 0x7f) * scale;
    if (value > Number.MAX_SAFE_INTEGER || scale > 2 ** 56) return decodeToNumbers(text);
    if (byte >= 0x80) {
      scale *= 128;
      continue;
    }
    if (field === 1) ledger = value;
    else if (field === 2) entry = value;
    else if (field === 3 || field === 4) {
      if (value > 0x7fffffff) return decodeToNumbers(text);
      if (field === 3) partition = value;
      else batchIndex = value;
    }
    field = 0;
  }
  if (field !== 0 || ledger < 0 || entry < 0) return undefined;
  return { ledger, entry, partition, batchIndex };
}

/** Negative, zero or positive, by ledger, entry, partition, batch index (protocol D13). */
export function compareMessageIds(left: MessageId, right: MessageId): number {
  if (left.ledger !== right.ledger) return left.ledger < right.ledger ? -1 : 1;
  if (left.entry !== right.entry) return left.entry < right.entry ? -1 : 1;
  if (left.partition !== right.partition) return left.partition < right.partition ? -1 : 1;
  return Math.sign(left.batchIndex - right.batchIndex);
}

/** The text people and the admin API use: `ledger:entry[:partition[:batch]]`. */
export function formatMessageId(id: MessageId | MessageIdNumbers): string {
  const base = `${id.ledger}:${id.entry}`;
  if (id.batchIndex >= 0) return `${base}:${id.partition}:${id.batchIndex}`;
  return id.partition >= 0 ? `${base}:${id.partition}` : base;
}

/** One text per message, whatever byte form its id came in. */
export function messageIdKey(id: MessageId | MessageIdNumbers): string {
  return `${id.ledger}:${id.entry}:${id.partition}:${id.batchIndex}`;
}

function decodeToNumbers(text: string): MessageIdNumbers | undefined {
  const decoding = decodeMessageId(text);
  if (!decoding.ok) return undefined;
  const ledger = Number(decoding.id.ledger);
  const entry = Number(decoding.id.entry);
  if (!Number.isSafeInteger(ledger) || !Number.isSafeInteger(entry)) return undefined;
  return { ledger, entry, partition: decoding.id.partition, batchIndex: decoding.id.batchIndex };
}

function readMessageId(bytes: Uint8Array, depth: number): MessageIdDecoding {
  const cursor: Cursor = { bytes, at: 0 };
  let ledger: bigint | undefined;
  let entry: bigint | undefined;
  let partition = -1;
  let batchIndex = -1;
  let batchSize: number | undefined;
  let firstChunk: MessageId | undefined;
  const ackSet: bigint[] = [];
  const unknownFields: UnknownField[] = [];
  while (cursor.at < bytes.length) {
    const tag = readVarint(cursor);
    if (tag === undefined) return truncated;
    const field = Number(tag >> 3n);
    const wireType = Number(tag & 7n);
    const start = cursor.at;
    if (field < 1 || field > 0x1fffffff) return { ok: false, reason: 'it holds an impossible field number' };
    if (wireType === 0) {
      const value = readVarint(cursor);
      if (value === undefined) return truncated;
      if (field === 1) ledger = BigInt.asIntN(64, value);
      else if (field === 2) entry = BigInt.asIntN(64, value);
      else if (field === 3) partition = int32(value);
      else if (field === 4) batchIndex = int32(value);
      else if (field === 5) ackSet.push(BigInt.asIntN(64, value));
      else if (field === 6) batchSize = int32(value);
      else unknownFields.push({ field, wireType, bytes: bytes.slice(start, cursor.at) });
    } else if (wireType === 2) {
      const length = readVarint(cursor);
      if (length === undefined || length > BigInt(bytes.length - cursor.at)) return truncated;
      const content = bytes.slice(cursor.at, cursor.at + Number(length));
      cursor.at += content.length;
      if (field === 5) {
        const packed: Cursor = { bytes: content, at: 0 };
        while (packed.at < content.length) {
          const value = readVarint(packed);
          if (value === undefined) return truncated;
          ackSet.push(BigInt.asIntN(64, value));
        }
      } else if (field === 7 && depth < maxNesting) {
        const nested = readMessageId(content, depth + 1);
        if (!nested.ok) return nested;
        firstChunk = nested.id;
      } else unknownFields.push({ field, wireType, bytes: content });
    } else if (wireType === 1 || wireType === 5) {
      const end = start + (wireType === 1 ? 8 : 4);
      if (end > bytes.length) return truncated;
      cursor.at = end;
      unknownFields.push({ field, wireType, bytes: bytes.slice(start, end) });
    } else return { ok: false, reason: 'it holds an unknown wire type' };
  }
  if (ledger === undefined || entry === undefined)
    return { ok: false, reason: 'it has no ledger or no entry' };
  return {
    ok: true,
    id: { ledger, entry, partition, batchIndex, batchSize, ackSet, firstChunk, unknownFields },
  };
}

const truncated: MessageIdDecoding = { ok: false, reason: 'it ends too soon' };

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** At most ten bytes, cut to 64 bits as protobuf does. */
function readVarint(cursor: Cursor): bigint | undefined {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = cursor.bytes[cursor.at];
    if (byte === undefined) return undefined;
    cursor.at += 1;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  return undefined;
}

function int32(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

function base64Bytes(text: string): Uint8Array | undefined {
  let end = text.length;
  while (end > 0 && text.length - end < 2 && text.charCodeAt(end - 1) === 61) end -= 1;
  if (end % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((end * 6) / 8));
  let bits = 0;
  let bitCount = 0;
  let at = 0;
  for (let index = 0; index < end; index += 1) {
    const sextet = base64Values[text.charCodeAt(index)];
    if (sextet === undefined || sextet === notBase64) return undefined;
    bits = ((bits << 6) | sextet) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[at] = (bits >> bitCount) & 0xff;
    at += 1;
  }
  return bytes;
}

function makeBase64Table(): Uint8Array {
  const table = new Uint8Array(128).fill(notBase64);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let index = 0; index < alphabet.length; index += 1) table[alphabet.charCodeAt(index)] = index;
  return table;
}
