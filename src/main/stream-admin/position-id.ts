/**
 * The wire's text of a place in a stream (protocol D13): base64 of the protobuf fields ledger, entry and, from 0 on,
 * partition. For starting points only: a received id is always sent back as it came.
 */
export function encodePosition(ledger: bigint, entry: bigint, partition = -1): string {
  const bytes = [0x08, ...varint(ledger), 0x10, ...varint(entry)];
  if (partition >= 0) bytes.push(0x18, ...varint(BigInt(partition)));
  return Buffer.from(bytes).toString('base64');
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}
