/**
 * What a payload looks like, from a glance at its bytes. A hint for the table and the first view chosen,
 * never a promise: the decoders say what a payload really is, and where it breaks.
 */

import { imageTypeOf } from './image-type.ts';

export const payloadKinds = ['empty', 'json', 'text', 'image', 'gzip', 'zstd', 'binary'] as const;
export type PayloadKind = (typeof payloadKinds)[number];

/** A glance looks at this many leading bytes at most, so that a 10 MB payload costs what a small one does. */
export const glanceBytes = 256;

export function payloadKindOf(bytes: Uint8Array): PayloadKind {
  const first = firstInk(bytes);
  if (bytes.length === 0) return 'empty';
  if (first === 0x7b && lastInk(bytes) === 0x7d) return 'json';
  if (first === 0x5b && lastInk(bytes) === 0x5d) return 'json';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd) return 'zstd';
  if (imageTypeOf(bytes) !== undefined) return 'image';
  return looksLikeText(bytes) ? 'text' : 'binary';
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function firstInk(bytes: Uint8Array): number | undefined {
  let at = 0;
  while (at < glanceBytes && isBlank(bytes[at])) at += 1;
  return bytes[at];
}

function lastInk(bytes: Uint8Array): number | undefined {
  let at = bytes.length - 1;
  const stop = Math.max(0, bytes.length - glanceBytes);
  while (at > stop && isBlank(bytes[at])) at -= 1;
  return bytes[at];
}

/** UTF-8 without control characters, as far as the glance goes; a sequence cut by the glance's end is forgiven. */
function looksLikeText(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, glanceBytes);
  let at = 0;
  while (at < end) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x20 && !isBlank(lead)) return false;
    if (lead === 0x7f) return false;
    const length = sequenceLength(lead);
    if (length === 0) return false;
    for (let step = 1; step < length; step += 1) {
      if (at + step >= end) return end < bytes.length;
      if (((bytes[at + step] ?? 0) & 0xc0) !== 0x80) return false;
    }
    at += length;
  }
  return true;
}

/** Bytes in the UTF-8 sequence that starts with this byte; 0 when none can. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  if (lead >= 0xf0 && lead < 0xf5) return 4;
  return 0;
}
