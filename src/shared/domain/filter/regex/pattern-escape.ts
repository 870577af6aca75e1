/** What may follow a backslash in a pattern. */
import { blanks, complementOf, digits, wordCharacters, type CodePointSet } from './code-point-set.ts';

export const classEscapes: Partial<Record<string, CodePointSet>> = {
  d: digits,
  D: complementOf(digits),
  w: wordCharacters,
  W: complementOf(wordCharacters),
  s: blanks,
  S: complementOf(blanks),
};

export const assertionEscapes: Partial<
  Record<string, 'word-edge' | 'no-word-edge' | 'text-start' | 'text-end'>
> = { b: 'word-edge', B: 'no-word-edge', A: 'text-start', z: 'text-end' };

/** `length` counts the characters taken. */
export type Escape =
  | { readonly ok: true; readonly codePoint: number; readonly length: number }
  | { readonly ok: false; readonly reason: string };

const controls: Partial<Record<string, number>> = { t: 0x09, n: 0x0a, v: 0x0b, f: 0x0c, r: 0x0d, a: 0x07 };

/** The escape that `text` begins with; the backslash is already taken. */
export function plainEscape(text: string): Escape {
  const codePoint = text.codePointAt(0);
  if (codePoint === undefined) return { ok: false, reason: 'the pattern ends in a lone backslash' };
  const letter = String.fromCodePoint(codePoint);
  const control = controls[letter];
  if (control !== undefined) return { ok: true, codePoint: control, length: 1 };
  const hexadecimal = /^(?:x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4}))/.exec(text);
  if (hexadecimal !== null) {
    const value = parseInt(hexadecimal[1] ?? hexadecimal[2] ?? hexadecimal[3] ?? '', 16);
    if (value > 0x10ffff) return { ok: false, reason: `\\${hexadecimal[0]} is beyond Unicode` };
    return { ok: true, codePoint: value, length: hexadecimal[0].length };
  }
  if (/^[1-9]/.test(text))
    return { ok: false, reason: 'back references are not supported: they can take forever' };
  if (/^[A-Za-z0-9]/.test(text)) return { ok: false, reason: `\\${letter} is unknown` };
  return { ok: true, codePoint, length: 1 };
}
