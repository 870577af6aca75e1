import type { Message } from '../broker/message.ts';

const VARINT = 0;
const BYTES = 2;

/** SingleMessageMetadata of a message inside a batch (protocol E4); fields in the order of their numbers. */
export function encodeSingleMessageMetadata(message: Message): Buffer {
  const parts: Buffer[] = [];
  for (const [key, value] of Object.entries(message.properties)) {
    parts.push(
      bytesField(1, Buffer.concat([bytesField(1, Buffer.from(key)), bytesField(2, Buffer.from(value))])),
    );
  }
  if (message.key !== undefined) parts.push(bytesField(2, Buffer.from(message.key)));
  parts.push(varintField(3, message.payloadBytes));
  if (message.eventTimeMs !== 0) parts.push(varintField(5, message.eventTimeMs));
  // Whether the key is base64.
  if (message.key !== undefined) parts.push(varintField(6, 0));
  parts.push(varintField(8, message.sequenceId));
  return Buffer.concat(parts);
}

function varintField(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8 + VARINT), varint(value)]);
}

function bytesField(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + BYTES), varint(bytes.byteLength), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.max(0, value);
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
