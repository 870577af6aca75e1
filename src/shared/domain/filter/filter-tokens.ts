/** Filter text cut into tokens, for highlighting and completion. Takes any text, also half-typed; never throws. */
import { fieldNamed } from './filter-fields.ts';

export type TokenKind =
  | 'field'
  | 'member'
  | 'function'
  | 'name'
  | 'string'
  | 'number'
  | 'constant'
  | 'operator'
  | 'punctuation'
  | 'comment'
  | 'invalid';

/** `from` inclusive, `to` exclusive, in UTF-16 code units. Blanks are no tokens. */
export interface FilterToken {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
  /** False for a string without its end. */
  readonly isClosed: boolean;
}

const stringStart = /[bBrR]?(?:"""|'''|"|')/y;
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['comment', /\/\/[^\n]*/y],
  ['number', /0[xX][0-9a-fA-F]+[uU]?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[uU]?/y],
  ['name', /[A-Za-z_]\w*/y],
  ['operator', /&&|\|\||[=!<>]=|[<>!+\-*/%?:]/y],
  ['punctuation', /[()[\]{}.,]/y],
];
const blank = /\s+/y;

export function tokensOf(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    const skipped = matchAt(blank, text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const token = stringAt(text, at) ?? tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function tokenAt(text: string, at: number, previous: FilterToken | undefined): FilterToken {
  for (const [kind, pattern] of patterns) {
    const to = matchAt(pattern, text, at);
    if (to === at) continue;
    if (kind !== 'name') return { kind, from: at, to, isClosed: true };
    const afterDot = previous !== undefined && isDot(text, previous);
    return { kind: nameKind(text, at, to, afterDot), from: at, to, isClosed: true };
  }
  const length = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return { kind: 'invalid', from: at, to: at + length, isClosed: true };
}

/** `.` or the `.?` of an optional field, whose `?` is a token of its own. */
function isDot(text: string, token: FilterToken): boolean {
  const last = text.slice(token.from, token.to);
  return last === '.' || (last === '?' && text[token.from - 1] === '.');
}

function nameKind(text: string, from: number, to: number, afterDot: boolean): TokenKind {
  const name = text.slice(from, to);
  const isCall = text[matchAt(blank, text, to)] === '(';
  if (isCall) return 'function';
  if (afterDot) return 'member';
  if (name === 'true' || name === 'false' || name === 'null') return 'constant';
  if (name === 'in') return 'operator';
  return fieldNamed(name) === undefined ? 'name' : 'field';
}

function stringAt(text: string, at: number): FilterToken | undefined {
  const start = matchAt(stringStart, text, at);
  if (start === at) return undefined;
  const quote = text.slice(start - 1, start);
  const isTriple = text.slice(start - 3, start) === quote.repeat(3) && start - at >= 3;
  const end = isTriple ? quote.repeat(3) : quote;
  let to = start;
  while (to < text.length) {
    if (text.startsWith(end, to)) return { kind: 'string', from: at, to: to + end.length, isClosed: true };
    if (!isTriple && text[to] === '\n') break;
    to += text[to] === '\\' ? 2 : 1;
  }
  return { kind: 'string', from: at, to: Math.min(to, text.length), isClosed: false };
}

/** End of the match of a sticky pattern at this place; the place itself when there is none. */
function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
