/** Sets of code points as sorted, separate ranges `[first, last, first, last, ...]`, both ends inclusive. */

export type CodePointSet = readonly number[];

export const lastCodePoint = 0x10ffff;

export const digits = rangesOf([[0x30, 0x39]]);
export const wordCharacters = rangesOf([
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]);
/** RE2's `\s`. */
export const blanks = rangesOf([
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
]);
export const newline = rangesOf([[0x0a, 0x0a]]);
export const everything = rangesOf([[0, lastCodePoint]]);

/** Any ranges, in any order, as one set. */
export function rangesOf(ranges: readonly (readonly [number, number])[]): CodePointSet {
  const sorted = [...ranges].sort((left, right) => left[0] - right[0]);
  const set: number[] = [];
  for (const [first, last] of sorted) {
    const end = set.at(-1);
    if (end !== undefined && first <= end + 1) set[set.length - 1] = Math.max(end, last);
    else set.push(first, last);
  }
  return set;
}

export function pairsOf(set: CodePointSet): [number, number][] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < set.length; at += 2) pairs.push([set[at] ?? 0, set[at + 1] ?? 0]);
  return pairs;
}

export function complementOf(set: CodePointSet): CodePointSet {
  const pairs: [number, number][] = [];
  let next = 0;
  for (const [first, last] of pairsOf(set)) {
    if (first > next) pairs.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= lastCodePoint) pairs.push([next, lastCodePoint]);
  return rangesOf(pairs);
}

/** With the other case of every letter of ASCII, and of every single character that has one. */
export function withBothCases(set: CodePointSet): CodePointSet {
  const pairs = pairsOf(set);
  const more: [number, number][] = [];
  for (const [first, last] of pairs) {
    if (first === last) more.push(...otherCases(first));
    const upper: [number, number] = [Math.max(first, 0x41), Math.min(last, 0x5a)];
    const lower: [number, number] = [Math.max(first, 0x61), Math.min(last, 0x7a)];
    if (upper[0] <= upper[1]) more.push([upper[0] + 32, upper[1] + 32]);
    if (lower[0] <= lower[1]) more.push([lower[0] - 32, lower[1] - 32]);
  }
  return rangesOf([...pairs, ...more]);
}

function otherCases(codePoint: number): [number, number][] {
  const text = String.fromCodePoint(codePoint);
  return [text.toLowerCase(), text.toUpperCase()].flatMap((other): [number, number][] => {
    const [only, ...rest] = other;
    const point = only?.codePointAt(0);
    return point === undefined || rest.length > 0 ? [] : [[point, point]];
  });
}
