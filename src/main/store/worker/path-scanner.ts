/**
 * The values at a few paths of a JSON payload, read off its bytes: nothing beside them is built. The whole payload is
 * checked as `JSON.parse` checks it, for what is no JSON has no values; where the scanner is not sure it says so, and
 * the payload has to be parsed (a property test holds both together).
 */
import type { Buffer } from 'node:buffer';
import type { PathSteps, PathValues } from '../../../shared/domain/filter/path-values.ts';
import { payloadValueOf, type PayloadValue } from '../../../shared/domain/filter/payload-value.ts';

export interface PathScanner extends PathValues {
  /** Looks at `bytes[from .. to]`, which have to stay until the values are taken. False: not sure. */
  readonly scan: (bytes: Buffer, from: number, to: number) => boolean;
}

/** A place on the way to the values that are wanted. */
interface Place {
  /** Where the offsets of its value are kept. */
  readonly slot: number;
  /** Members of an object and elements of a list, by the bytes of their names. */
  readonly names: Uint8Array[];
  readonly places: Place[];
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

/** Deeper ones are left to the parser. */
const deepest = 200;
/** So many digits fit a double, as do the powers of ten that divide them: their quotient is the nearest double. */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);

/** `paths` by the names they are asked for by; each has a step at least. */
export function createPathScanner(paths: ReadonlyMap<string, PathSteps>): PathScanner {
  const root: Place = { slot: 0, names: [], places: [] };
  const slots = new Map<string, number>();
  let count = 1;
  for (const [path, steps] of paths) {
    let place = root;
    for (const step of steps) {
      const name = bytesOf(String(step));
      let next = place.places[place.names.findIndex((known) => isSame(known, name))];
      if (next === undefined) {
        next = { slot: count, names: [], places: [] };
        count += 1;
        place.names.push(name);
        place.places.push(next);
      }
      place = next;
    }
    slots.set(path, place.slot);
  }
  /** Where the value of each slot begins and ends; -1 for none. */
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let bytes: Buffer;
  let end = 0;

  /** Each of these takes the offset of what it reads and returns the one after it; -1 when it is not sure of it. */
  const value = (at: number, place: Place | undefined, depth: number): number => {
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
  };

  const object = (from: number, place: Place | undefined, depth: number): number => {
    let at = blank(from + 1);
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    for (;;) {
      if (bytes[at] !== QUOTE) return -1;
      const nameEnd = string(at);
      if (nameEnd < 0) return -1;
      let child: Place | undefined;
      if (place !== undefined && place.names.length > 0) {
        // An escaped name may be any.
        if (hasEscape(at, nameEnd)) return -1;
        child = childOf(place, at + 1, nameEnd - 1);
        // Of a repeated name the last counts, and nothing is left of the one before.
        if (child !== undefined && (starts[child.slot] ?? -1) >= 0) forget(child);
      }
      at = bytes[nameEnd] === COLON ? nameEnd : blank(nameEnd);
      if (bytes[at] !== COLON) return -1;
      at = value(blank(at + 1), child, depth);
      if (at < 0) return -1;
      at = blank(at);
      if (bytes[at] === CLOSE_OBJECT) return at + 1;
      if (bytes[at] !== COMMA) return -1;
      at = blank(at + 1);
    }
  };

  const list = (from: number, place: Place | undefined, depth: number): number => {
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
  };

  const string = (from: number): number => {
    const read = bytes;
    const last = end;
    for (let at = from + 1; at < last; at += 1) {
      const code = read[at] ?? 0;
      if (code === QUOTE) return at + 1;
      if (code < SPACE) return -1;
      if (code === BACKSLASH) {
        at = escape(at + 1);
        if (at < 0) return -1;
      }
    }
    return -1;
  };

  /** Returns the offset of its last byte. */
  const escape = (at: number): number => {
    const code = bytes[at] ?? 0;
    if (code !== SMALL_U) return escapable.has(code) ? at : -1;
    for (let digit = at + 1; digit <= at + 4; digit += 1) if (!hexDigits.has(bytes[digit] ?? 0)) return -1;
    return at + 4;
  };

  const number = (from: number): number => {
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
  };

  const digits = (from: number): number => {
    const read = bytes;
    let at = from;
    while (at < end) {
      const code = read[at] ?? 0;
      if (code < ZERO || code > NINE) break;
      at += 1;
    }
    return at;
  };

  const word = (at: number, first: number): number => {
    const text = words.get(first);
    return text !== undefined && stands(text, at) ? at + text.length : -1;
  };

  const blank = (from: number): number => {
    const read = bytes;
    let at = from;
    while (at < end && isBlank(read[at] ?? 0)) at += 1;
    return at;
  };

  const hasEscape = (from: number, to: number): boolean => {
    for (let at = from; at < to; at += 1) if (bytes[at] === BACKSLASH) return true;
    return false;
  };

  const stands = (text: Uint8Array, from: number): boolean => {
    for (let at = 0; at < text.length; at += 1) if (bytes[from + at] !== text[at]) return false;
    return true;
  };

  const childOf = ({ names, places }: Place, from: number, to: number): Place | undefined => {
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index];
      if (name?.length === to - from && stands(name, from)) return places[index];
    }
    return undefined;
  };

  const forget = (place: Place): void => {
    starts[place.slot] = -1;
    for (const child of place.places) forget(child);
  };

  /** Undefined for anything but a number of few digits. */
  const plainNumber = (from: number, to: number): number | undefined => {
    const isNegative = bytes[from] === MINUS;
    const first = isNegative ? from + 1 : from;
    if (to - first > exactDigits) return undefined;
    let read = 0;
    let fraction = 0;
    let perDigit = 0;
    for (let at = first; at < to; at += 1) {
      const code = bytes[at] ?? 0;
      if (code === POINT) perDigit = 1;
      else if (code >= ZERO && code <= NINE) {
        read = read * 10 + (code - ZERO);
        fraction += perDigit;
      } else return undefined;
    }
    const size = read / (powersOfTen[fraction] ?? Number.NaN);
    return isNegative ? -size : size;
  };

  const textOf = (from: number, to: number): string => bytes.toString('utf8', from, to);

  return {
    scan: (newBytes, from, to) => {
      bytes = newBytes;
      end = to;
      starts.fill(-1);
      const after = value(blank(from), root, 0);
      return after >= 0 && after <= to && blank(after) === to;
    },
    valueOf: (path): PayloadValue | undefined => {
      const slot = slots.get(path) ?? -1;
      const from = starts[slot] ?? -1;
      const to = ends[slot] ?? -1;
      if (from < 0) return undefined;
      if (bytes[from] === QUOTE && !hasEscape(from, to)) return textOf(from + 1, to - 1);
      return plainNumber(from, to) ?? payloadValueOf(textOf(from, to));
    },
  };
}

function elementOf({ names, places }: Place, index: number): Place | undefined {
  const name = bytesOf(String(index));
  return places[names.findIndex((known) => isSame(known, name))];
}

function isBlank(code: number): boolean {
  return code <= SPACE && (code === SPACE || code === 0x0a || code === 0x0d || code === 0x09);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
