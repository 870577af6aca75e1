/** UTF-8, strictly: bytes that are no UTF-8 are told with their place, never replaced in silence. */
import { isUtf8 } from 'node:buffer';
import { DecodeFault, decodedBy, type Decoded } from './decoded.ts';

export function decodeText(bytes: Uint8Array): Decoded {
  return decodedBy('utf-8', () => ({ form: 'text', text: textOf(bytes) }));
}

/** Throws a DecodeFault at the first byte that cannot stand where it does. */
export function textOf(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const offset = firstInvalidByte(bytes);
  const found = bytes[offset];
  const why =
    found === undefined
      ? 'the text ends in the middle of a UTF-8 character'
      : `byte 0x${found.toString(16).padStart(2, '0')} cannot stand here in UTF-8`;
  throw new DecodeFault(offset, why);
}

/** The length when only the end is missing. */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = sequenceLength(lead);
    if (length === 0) return at;
    for (let step = 1; step < length; step += 1) {
      const follower = bytes[at + step];
      if (follower === undefined) return bytes.length;
      if (follower < lowestFollower(lead, step) || follower > highestFollower(lead, step)) return at + step;
    }
    at += length;
  }
  return at;
}

/** Bytes in the sequence that begins so; 0 when none can. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** The second byte is bounded tighter, against overlong forms, surrogates and what lies beyond Unicode. */
function lowestFollower(lead: number, step: number): number {
  if (step > 1) return 0x80;
  return lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
}

function highestFollower(lead: number, step: number): number {
  if (step > 1) return 0xbf;
  return lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
}
