/**
 * What hex-view owns: bytes as offset, hex and ASCII.
 * This file: bytes to text, a row at a time.
 */

/** Bytes of a row: half as many where a whole row would not fit. */
export type RowBytes = 8 | 16;

/** Width from which 16 bytes fit with offset and ASCII, px at the usual data size. */
const WIDE_PX = 500;

export const rowBytesFor = (width: number): RowBytes => (width > 0 && width < WIDE_PX ? 8 : 16);

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const hexOf = (byte: number): string => HEX[byte] ?? '··';

/** Printable ASCII as itself, everything else as a middle dot. */
export const asciiOf = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';

/** Offset of a row, wide enough for the last one: "0000001c" or, from 4 GiB on, longer. */
export const offsetText = (offset: number, byteLength: number): string =>
  offset.toString(16).padStart(Math.max(4, (byteLength - 1).toString(16).length), '0');

export const rowCount = (byteLength: number, rowBytes: RowBytes): number => Math.ceil(byteLength / rowBytes);

/** Bytes [first, last], both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Copied bytes are bounded: a clipboard is no file, and 1 MiB is 3 MiB of hex. */
export const MAX_COPIED_BYTES = 1024 * 1024;

export const bytesAsHex = (bytes: Uint8Array, { first, last }: ByteRange): string =>
  Array.from(bytes.subarray(first, last + 1), hexOf).join(' ');

/** What the bytes at an offset read as, big-endian, for the foot of the view. */
export const readingsAt = (bytes: Uint8Array, offset: number): readonly (readonly [string, string])[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const left = bytes.byteLength - offset;
  const readings: (readonly [string, string])[] = [];
  if (left >= 1) readings.push(['u8', String(view.getUint8(offset))], ['i8', String(view.getInt8(offset))]);
  if (left >= 2) readings.push(['u16', String(view.getUint16(offset))]);
  if (left >= 4) readings.push(['u32', String(view.getUint32(offset))]);
  if (left >= 8) readings.push(['u64', String(view.getBigUint64(offset))]);
  if (left >= 8) readings.push(['f64', String(view.getFloat64(offset))]);
  return readings;
};
