/** One message of a batch entry, as its own metadata tells (protocol E4). */
export interface BatchedMessage {
  readonly payload: Uint8Array;
  readonly properties: Readonly<Record<string, string>>;
  readonly key: string | undefined;
  /** Epoch ms; undefined when it was not set. */
  readonly eventTime: number | undefined;
  readonly sequenceId: string | undefined;
}

/** The last millisecond that JavaScript can name. */
const latestTime = 8_640_000_000_000_000n;

interface Fields {
  properties: [string, string][];
  key?: string;
  payloadSize?: number;
  eventTime?: bigint;
  sequenceId?: bigint;
}

/**
 * Takes a batch entry apart: n times length of metadata (4 bytes, big-endian), `SingleMessageMetadata`, payload.
 * Undefined when it is not one, e.g. encrypted or cut off.
 */
export function readBatchEntry(entry: Uint8Array, count: number): readonly BatchedMessage[] | undefined {
  const view = new DataView(entry.buffer, entry.byteOffset, entry.byteLength);
  const messages: BatchedMessage[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 4 > entry.length) return undefined;
    const metadataLength = view.getUint32(at);
    at += 4;
    if (metadataLength > entry.length - at) return undefined;
    const fields = readFields(entry.subarray(at, at + metadataLength));
    at += metadataLength;
    const size = fields?.payloadSize;
    if (fields === undefined || size === undefined || size < 0 || size > entry.length - at) return undefined;
    messages.push({
      payload: entry.slice(at, at + size),
      properties: Object.fromEntries(fields.properties),
      key: fields.key,
      eventTime: timeOf(fields.eventTime),
      sequenceId: fields.sequenceId?.toString(),
    });
    at += size;
  }
  return messages;
}

/** 0 means that there is none; what no calendar reaches is none either. */
function timeOf(value: bigint | undefined): number | undefined {
  return value === undefined || value === 0n || value > latestTime ? undefined : Number(value);
}

/** Field numbers: 1 properties, 2 partition_key, 3 payload_size, 5 event_time, 8 sequence_id. */
function readFields(bytes: Uint8Array): Fields | undefined {
  const fields: Fields = { properties: [] };
  const complete = eachField(bytes, (field, value) => {
    if (field === 1 && typeof value === 'object') {
      let key = '';
      let text = '';
      eachField(value, (part, content) => {
        if (typeof content !== 'object') return;
        if (part === 1) key = utf8(content);
        else if (part === 2) text = utf8(content);
      });
      fields.properties.push([key, text]);
    } else if (field === 2 && typeof value === 'object') fields.key = utf8(value);
    else if (field === 3 && typeof value === 'bigint') fields.payloadSize = Number(BigInt.asIntN(32, value));
    else if (field === 5 && typeof value === 'bigint') fields.eventTime = value;
    else if (field === 8 && typeof value === 'bigint') fields.sequenceId = value;
  });
  return complete ? fields : undefined;
}

/** Calls for every protobuf field with a varint or bytes; false when the bytes end within one. */
function eachField(bytes: Uint8Array, visit: (field: number, value: bigint | Uint8Array) => void): boolean {
  let at = 0;
  const varint = (): bigint | undefined => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) return undefined;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    return undefined;
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === undefined) return false;
    const field = Number(tag >> 3n);
    const wireType = Number(tag & 7n);
    if (wireType === 0) {
      const value = varint();
      if (value === undefined) return false;
      visit(field, value);
    } else {
      const length = wireType === 1 ? 8n : wireType === 5 ? 4n : wireType === 2 ? varint() : undefined;
      if (length === undefined || length > BigInt(bytes.length - at)) return false;
      const end = at + Number(length);
      if (wireType === 2) visit(field, bytes.subarray(at, end));
      at = end;
    }
  }
  return true;
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
