/** An id for a message whose file gives none: the same row in the same place always gets the same one. */
import { crc32 } from 'node:zlib';

/** Base64 of `MessageIdData` (protocol D13). @param place counted from 1 within the file */
export function madeUpId(content: string, place: number): string {
  return Buffer.from([0x08, ...varint(crc32(content)), 0x10, ...varint(place)]).toString('base64');
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}
