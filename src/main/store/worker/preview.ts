/** One line that stands for a payload in the table. */
import type { PayloadKind } from '../../../shared/domain/payload-kind.ts';

/** Characters of text shown; a screen is not wider. */
export const previewCharacters = 200;
/** Bytes that surely hold so many characters, and what the row keeps apart of a large payload. */
export const headBytes = 1024;
/** Payloads up to this size are read whole for a preview; larger ones have their head in its own column. */
export const smallPayloadBytes = 2048;
const hexBytes = 48;

export interface Preview {
  readonly text: string;
  readonly isCut: boolean;
}

/** `head` is the payload's beginning, `size` its whole length in bytes. */
export function previewOf(head: Buffer, size: number, kind: PayloadKind): Preview {
  if (size === 0) return { text: '', isCut: false };
  if (kind === 'json' || kind === 'text') return textPreview(head, size);
  const shown = head.subarray(0, hexBytes);
  return { text: shown.toString('hex').replace(/..(?=.)/g, '$& '), isCut: size > shown.length };
}

function textPreview(head: Buffer, size: number): Preview {
  const window = head.subarray(0, headBytes);
  const decoded = window.toString('utf8');
  const whole = decoded.length <= previewCharacters && window.length === size;
  const cut = whole ? decoded : cutCharacters(decoded, previewCharacters);
  return { text: oneLine(cut), isCut: !whole };
}

/** A text on one line, at most so many characters of it. */
export function lineOf(text: string, characters: number): Preview {
  const isCut = text.length > characters;
  return { text: oneLine(isCut ? cutCharacters(text, characters) : text), isCut };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, pictureOf);
}

/** Cuts without leaving half of a surrogate pair behind. */
function cutCharacters(text: string, count: number): string {
  const last = text.charCodeAt(count - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splits ? count - 1 : count);
}

/** Control characters as their visible pictures: a NUL must not vanish. */
function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
