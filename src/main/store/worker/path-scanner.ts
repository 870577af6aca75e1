/**
 * The values at a few paths of a JSON payload, read off its bytes: nothing beside them is built. The whole payload is
 * checked as `JSON.parse` checks it, for what is no JSON has no values; where the scanner is not sure it says so, and
 * the payload has to be parsed (a property test holds both together).
 */
import type { Buffer } from 'node:buffer';
import type { PathSteps, PathValues } from '../../../shared/domain/filter/path-values.ts';
import { payloadValueOf, type PayloadValue } from '../../../shared/domain/filter/payload-value.ts';
import { bytesOf, isSame, walkJson, type Offsets, type Place } from './json-walk.ts';

export interface PathScanner extends PathValues {
  /** Looks at `bytes[from .. to]`, which have to stay until the values are taken. False: not sure. */
  readonly scan: (bytes: Buffer, from: number, to: number) => boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

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
  const offsets: Offsets = { starts: new Int32Array(count), ends: new Int32Array(count) };
  let bytes: Buffer;

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

  const hasEscape = (from: number, to: number): boolean => {
    for (let at = from; at < to; at += 1) if (bytes[at] === BACKSLASH) return true;
    return false;
  };

  const textOf = (from: number, to: number): string => bytes.toString('utf8', from, to);

  return {
    scan: (newBytes, from, to) => {
      bytes = newBytes;
      return walkJson(bytes, from, to, root, offsets);
    },
    valueOf: (path): PayloadValue | undefined => {
      const slot = slots.get(path) ?? -1;
      const from = offsets.starts[slot] ?? -1;
      const to = offsets.ends[slot] ?? -1;
      if (from < 0) return undefined;
      if (bytes[from] === QUOTE && !hasEscape(from, to)) return textOf(from + 1, to - 1);
      return plainNumber(from, to) ?? payloadValueOf(textOf(from, to));
    },
  };
}
