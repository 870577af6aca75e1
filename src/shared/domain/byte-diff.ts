/** Where two runs of bytes differ, row by row at the same offsets. */

export interface ByteDifference {
  /** Offsets of the rows that differ. */
  readonly rows: readonly number[];
  /** How many differ in all. */
  readonly count: number;
}

/** Rows listed at most; the rest is counted. */
export const maxByteRows = 500;

export function diffBytes(before: Uint8Array, after: Uint8Array, rowBytes: number): ByteDifference {
  const rows: number[] = [];
  let count = 0;
  for (let offset = 0; offset < Math.max(before.length, after.length); offset += rowBytes) {
    let isSame = true;
    for (let at = offset; at < offset + rowBytes && isSame; at += 1) isSame = before[at] === after[at];
    if (isSame) continue;
    count += 1;
    if (rows.length < maxByteRows) rows.push(offset);
  }
  return { rows, count };
}
