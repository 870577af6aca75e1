/**
 * One walk over the bytes of a JSON text, which notes where the values at wanted places lie. The text is checked as
 * `JSON.parse` checks it; where the walk is not sure of it, it says so. What a walk works on is kept beside the
 * functions, one walk at a time: closures of each scanner's own are never compiled as tightly as these.
 */
import type { Buffer } from 'node:buffer';

/** A place on the way to the values that are wanted. */
export interface Place {
  /** Where the offsets of its value are kept. */
  readonly slot: number;
  /** Members of an object and elements of a list, by the bytes of their names. */
  readonly names: Uint8Array[];
  readonly places: Place[];
}

/** Where the value of each slot begins and ends; -1 for none. */
export interface Offsets {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const SMALL_E = 0x65;
const SMALL_U = 0x75;
const words = new Map(['true', 'false', 'null'].map((word) => [word.charCodeAt(0), bytesOf(word)]));
const escapable: ReadonlySet<number> = new Set(bytesOf('"\\/bfnrt'));
const hexDigits: ReadonlySet<number> = new Set(bytesOf('0123456789abcdefABCDEF'));

/** 1 for the bytes that stand for themselves in a string. */
const isOrdinary = Uint8Array.from({ length: 256 }, (_, code) =>
  code >= SPACE && code !== QUOTE && code !== BACKSLASH ? 1 : 0,
);
/** Deeper ones are left to the parser. */
const deepest = 200;

let bytes: Buffer;
let end = 0;
let starts: Int32Array;
let ends: Int32Array;
/** Set by `string` when it comes over a backslash. */
let hasEscapes = false;

/** False: not sure that `text[from .. to]` is JSON, or what stands at the places below `root`. */
export function walkJson(text: Buffer, from: number, to: number, root: Place, offsets: Offsets): boolean {
  bytes = text;
  end = to;
  ({ starts, ends } = offsets);
  for (let slot = 0; slot < starts.length; slot += 1) starts[slot] = -1;
  const after = value(blank(from), root, 0);
  return after >= 0 && after <= to && blank(after) === to;
}

/** Each of these takes the offset of what it reads and returns the one after it; -1 when it is not sure of it. */
function value(at: number, place: Place | undefined, depth: number): number {
  const code = bytes[at] ?? 0;
  let after: number;
  if (code === QUOTE) after = string(at);
  else if (code === MINUS || (code >= ZERO && code <= NINE)) after = number(at);
  else if (code === OPEN_OBJECT) after = depth < deepest ? object(at, place, depth + 1) : -1;
  else if (code === OPEN_LIST) after = depth < deepest ? list(at, place, depth + 1) : -1;
  else after = word(at, code);
  if (place !== undefined) {
    starts[place.slot] = at;
    ends[place.slot] = after;
  }
  return after;
}

function object(from: number, place: Place | undefined, depth: number): number {
  const read = bytes;
  const isWanted = place !== undefined && place.names.length > 0;
  let at = blank(from + 1);
  if (read[at] === CLOSE_OBJECT) return at + 1;
  for (;;) {
    if (read[at] !== QUOTE) return -1;
    hasEscapes = false;
    const nameEnd = string(at);
    if (nameEnd < 0) return -1;
    let child: Place | undefined;
    if (isWanted) {
      // An escaped name may be any.
      if (hasEscapes) return -1;
      child = childOf(place, at + 1, nameEnd - 1);
      // Of a repeated name the last counts, and nothing is left of the one before.
      if (child !== undefined && (starts[child.slot] ?? -1) >= 0) forget(child);
    }
    at = read[nameEnd] === COLON ? nameEnd : blank(nameEnd);
    if (read[at] !== COLON) return -1;
    at = value(blank(at + 1), child, depth);
    if (at < 0) return -1;
    at = blank(at);
    const code = read[at];
    if (code === CLOSE_OBJECT) return at + 1;
    if (code !== COMMA) return -1;
    at = blank(at + 1);
  }
}

function list(from: number, place: Place | undefined, depth: number): number {
  let at = blank(from + 1);
  if (bytes[at] === CLOSE_LIST) return at + 1;
  const isWanted = place !== undefined && place.names.length > 0;
  for (let index = 0; ; index += 1) {
    at = value(at, isWanted ? elementOf(place, index) : undefined, depth);
    if (at < 0) return -1;
    at = blank(at);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    at = blank(at + 1);
  }
}

function string(from: number): number {
  const read = bytes;
  let at = from + 1;
  for (;;) {
    // Past the payload's end its neighbour is read, up to the next byte that means something: that is noticed below.
    while (isOrdinary[read[at] ?? 0] === 1) at += 1;
    if (at >= end) return -1;
    const code = read[at];
    if (code === QUOTE) return at + 1;
    if (code !== BACKSLASH) return -1;
    hasEscapes = true;
    at = escape(at + 1) + 1;
    if (at === 0) return -1;
  }
}

/** Returns the offset of its last byte. */
function escape(at: number): number {
  const code = bytes[at] ?? 0;
  if (code !== SMALL_U) return escapable.has(code) ? at : -1;
  for (let digit = at + 1; digit <= at + 4; digit += 1) if (!hexDigits.has(bytes[digit] ?? 0)) return -1;
  return at + 4;
}

function number(from: number): number {
  let at = bytes[from] === MINUS ? from + 1 : from;
  const whole = at;
  at = digits(at);
  if (at === whole || (bytes[whole] === ZERO && at > whole + 1)) return -1;
  if (bytes[at] === POINT) {
    const fraction = at + 1;
    at = digits(fraction);
    if (at === fraction) return -1;
  }
  if (((bytes[at] ?? 0) | SPACE) === SMALL_E) {
    const sign = bytes[at + 1];
    const exponent = sign === MINUS || sign === PLUS ? at + 2 : at + 1;
    at = digits(exponent);
    if (at === exponent) return -1;
  }
  return at;
}

function digits(from: number): number {
  const read = bytes;
  let at = from;
  while (at < end) {
    const code = read[at] ?? 0;
    if (code < ZERO || code > NINE) break;
    at += 1;
  }
  return at;
}

function word(at: number, first: number): number {
  const text = words.get(first);
  return text !== undefined && stands(text, at) ? at + text.length : -1;
}

function blank(from: number): number {
  const read = bytes;
  if ((read[from] ?? 0) > SPACE) return from;
  let at = from;
  while (at < end && isBlank(read[at] ?? 0)) at += 1;
  return at;
}

function stands(text: Uint8Array, from: number): boolean {
  for (let at = 0; at < text.length; at += 1) if (bytes[from + at] !== text[at]) return false;
  return true;
}

function childOf({ names, places }: Place, from: number, to: number): Place | undefined {
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    if (name?.length === to - from && stands(name, from)) return places[index];
  }
  return undefined;
}

function forget(place: Place): void {
  starts[place.slot] = -1;
  for (const child of place.places) forget(child);
}

function elementOf({ names, places }: Place, index: number): Place | undefined {
  const name = bytesOf(String(index));
  return places[names.findIndex((known) => isSame(known, name))];
}

function isBlank(code: number): boolean {
  return code <= SPACE && (code === SPACE || code === 0x0a || code === 0x0d || code === 0x09);
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
