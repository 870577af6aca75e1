/** The numbers of a message id and the order of its fields on the wire (protocol D13). */
export interface MessageIdFields {
  readonly ledger: bigint;
  readonly entry: bigint;
  readonly partition: bigint | undefined;
  readonly batchIndex: bigint | undefined;
  readonly batchSize: bigint | undefined;
  /** E.g. `1,2,6`; a field that is no varint ends the list with its number and `*`. */
  readonly order: string;
}

/** Reads base64 of protobuf MessageIdData; undefined when there is neither ledger nor entry in it. */
export function readMessageIdFields(text: string): MessageIdFields | undefined {
  const bytes = Buffer.from(text, 'base64');
  const values = new Map<number, bigint>();
  const order: string[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; at < bytes.length; shift += 7n) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return BigInt.asIntN(64, value);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const field = tag >>> 3;
    if ((tag & 7) !== 0) {
      order.push(`${field}*`);
      break;
    }
    values.set(field, varint());
    order.push(String(field));
  }
  const ledger = values.get(1);
  const entry = values.get(2);
  if (ledger === undefined || entry === undefined) return undefined;
  return {
    ledger,
    entry,
    partition: values.get(3),
    batchIndex: values.get(4),
    batchSize: values.get(6),
    order: order.join(','),
  };
}
