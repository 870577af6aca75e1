/**
 * Templates parsed once and rendered for every message. `{{` opens a hole and the next `}}` outside of quotes closes it;
 * of a longer row of braces the last two open, so that `{"n":{{seq}}}` and `{{{seq}}}` read as they look. A hole with
 * nothing but a quoted text gives that text: `{{"{{"}}` is how to write two braces.
 */
import { makeGenerator, type Generate, type TemplateArgument, type TemplateSource } from './generator.ts';

export interface Template {
  readonly text: string;
  /** False: every message gets the same text. */
  readonly isGenerated: boolean;
  render(source: TemplateSource): string;
}

export interface TemplateError {
  /** For people; one sentence. */
  readonly message: string;
  /** In UTF-16 code units, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** Every error of the text, in order; never none. */
export type TemplateParsing =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly errors: readonly TemplateError[] };

/** More holes than this are taken for a mistake. */
const maxHoles = 10_000;

type Part = string | Generate;

interface HoleToken {
  readonly argument: TemplateArgument;
  readonly from: number;
  readonly to: number;
}

export function parseTemplate(text: string): TemplateParsing {
  const parts: Part[] = [];
  const errors: TemplateError[] = [];
  const fail = (from: number, to: number, message: string): void => {
    errors.push(errorAt(text, from, to, message));
  };
  let at = 0;
  let holes = 0;
  for (let open = openingFrom(text, 0); open !== undefined; open = openingFrom(text, at)) {
    holes += 1;
    if (holes > maxHoles) {
      fail(open, open + 2, `A template may have ${maxHoles} generators.`);
      break;
    }
    parts.push(text.slice(at, open));
    const hole = readHole(text, open + 2);
    at = hole.end;
    if (!hole.isClosed) {
      fail(open, text.length, 'This is never closed with }}.');
      break;
    }
    const part = partOf(hole.tokens);
    if (part.ok) parts.push(part.part);
    else fail(open, hole.end, part.reason);
  }
  if (errors.length > 0) return { ok: false, errors };
  parts.push(text.slice(at));
  return { ok: true, template: templateOf(text, parts) };
}

function templateOf(text: string, parts: readonly Part[]): Template {
  return {
    text,
    isGenerated: parts.some((part) => typeof part !== 'string'),
    render: (source) => parts.map((part) => (typeof part === 'string' ? part : part(source))).join(''),
  };
}

/** Place of the two braces that open the next hole. */
function openingFrom(text: string, from: number): number | undefined {
  const first = text.indexOf('{{', from);
  if (first < 0) return undefined;
  let open = first;
  while (text[open + 2] === '{') open += 1;
  return open;
}

/** Reads up to the closing braces. Quotes keep blanks and braces; `\"`, `\\`, `\n`, `\r`, `\t` are known in them. */
function readHole(
  text: string,
  start: number,
): { readonly tokens: readonly HoleToken[]; readonly end: number; readonly isClosed: boolean } {
  const tokens: HoleToken[] = [];
  const token = /\s+|"((?:[^"\\]|\\.)*)"|[^\s"}]+|\}(?!\})/suy;
  let at = start;
  while (at < text.length) {
    if (text.startsWith('}}', at)) return { tokens, end: at + 2, isClosed: true };
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) break;
    const [whole, quoted] = found;
    const to = at + whole.length;
    if (quoted !== undefined)
      tokens.push({ argument: { kind: 'text', text: unescaped(quoted) }, from: at, to });
    else if (whole.trim() !== '') tokens.push({ argument: { kind: 'word', text: whole }, from: at, to });
    at = to;
  }
  return { tokens, end: text.length, isClosed: false };
}

function partOf(
  tokens: readonly HoleToken[],
): { readonly ok: true; readonly part: Part } | { readonly ok: false; readonly reason: string } {
  const [first, ...rest] = tokens;
  if (first === undefined) return { ok: false, reason: 'A generator is missing between {{ and }}.' };
  if (first.argument.kind === 'text') {
    if (rest.length > 0) return { ok: false, reason: 'A quoted text stands alone: {{"{{"}}.' };
    return { ok: true, part: first.argument.text };
  }
  const making = makeGenerator(
    first.argument.text,
    rest.map(({ argument }) => argument),
  );
  return making.ok ? { ok: true, part: making.generate } : making;
}

const escapes: Partial<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescaped(quoted: string): string {
  return quoted.replace(/\\(.)/gsu, (_whole, letter: string) => escapes[letter] ?? letter);
}

function errorAt(text: string, from: number, to: number, message: string): TemplateError {
  const before = text.slice(0, from);
  return {
    message,
    from,
    to,
    line: before.split('\n').length,
    column: from - (before.lastIndexOf('\n') + 1) + 1,
  };
}
