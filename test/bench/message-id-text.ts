/** The text of a message id as brokers write it: ledger, entry and an unpartitioned topic, in Base64 (protocol D13). */
export function messageIdText(ledger: number, entry: number): string {
  return Buffer.from([8, ...varint(ledger), 16, ...varint(entry), 48, 0]).toString('base64');
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}
