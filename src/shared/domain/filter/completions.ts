/** What may be typed next in a filter, from the language and from the fields and values seen in a stream. */
import { fieldNamed, filterFields } from './filter-fields.ts';
import { literalText } from './field-text.ts';
import { tokensOf, type FilterToken } from './filter-tokens.ts';
import type { Literal } from './syntax-tree.ts';

export interface KnownField {
  /** As a filter writes it: `value.order.total`, `properties["x-region"]`. */
  readonly path: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'list' | 'object';
  /** Values seen, most frequent first. */
  readonly samples: readonly Literal[];
}

export interface CompletionItem {
  readonly label: string;
  /** Replaces `from` to `to`. */
  readonly insert: string;
  readonly kind: 'field' | 'method' | 'function' | 'value' | 'constant';
  readonly detail: string;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly CompletionItem[];
}

/** More than this no list shows; the most frequent come first, so the rest is reached by typing. */
const maxItems = 100;

type MethodOf = 'string' | 'timestamp' | 'list' | 'any';

const methods: readonly (readonly [MethodOf, string, string])[] = [
  ['string', 'startsWith', 'text begins so'],
  ['string', 'endsWith', 'text ends so'],
  ['string', 'contains', 'text is in it'],
  ['string', 'matches', 'pattern is found in it'],
  ['string', 'lowerAscii', 'in lower case'],
  ['any', 'size', 'length'],
  ['list', 'exists', 'holds for an element: exists(x, …)'],
  ['list', 'all', 'holds for every element: all(x, …)'],
  ['timestamp', 'getHours', 'hour of the day, UTC'],
  ['timestamp', 'getDayOfWeek', '0 is Sunday, UTC'],
];

const functions: readonly (readonly [string, string])[] = [
  ['has', 'whether a field is there: has(value.total)'],
  ['size', 'length of text, list or map'],
  ['timestamp', 'a time: timestamp("2026-01-31T09:30:00Z")'],
  ['duration', 'a span: duration("1h30m")'],
  ['int', 'as whole number'],
  ['double', 'as number'],
  ['string', 'as text'],
];

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

/** @param offset of the cursor, in UTF-16 code units; nothing is offered inside comments. */
export function completionsAt(text: string, offset: number, known: readonly KnownField[]): Completions {
  const tokens = tokensOf(text);
  const at = tokens.findIndex((token) => token.from < offset && reaches(token, offset));
  const inside = tokens[at];
  if (inside?.kind === 'comment') return { from: offset, to: offset, items: [] };
  if (inside?.kind === 'string') {
    // An open quote takes in the rest of the line, which is not to be replaced.
    const to = inside.isClosed ? inside.to : offset;
    const { items } = valuesAt(text, tokens, at, inside.from, to, known);
    const begun = text.slice(inside.from + 1, offset);
    return { from: inside.from, to, items: items.filter(({ label }) => label.slice(1).startsWith(begun)) };
  }

  const word = tokens.findIndex(({ kind, from, to }) => isWord(kind) && from < offset && offset <= to);
  const typed = tokens[word];
  const before = word >= 0 ? word : tokens.filter(({ to }) => to <= offset).length;
  const from = typed?.from ?? offset;
  const to = typed?.to ?? offset;
  const prefix = text.slice(from, offset).toLowerCase();
  const path = pathBeforeDot(text, tokens, before);
  if (path !== undefined) return { from, to, items: fitting(members(path, known), prefix) };
  const values = valuesAt(text, tokens, before, from, to, known).items;
  return { from, to, items: fitting([...values, ...names(known)], prefix) };
}

/** A comment and an open quote go on where they seem to end. */
function reaches({ kind, to, isClosed }: FilterToken, offset: number): boolean {
  return offset < to || (offset === to && (!isClosed || kind === 'comment'));
}

function isWord(kind: FilterToken['kind']): boolean {
  return (
    kind !== 'string' &&
    kind !== 'operator' &&
    kind !== 'punctuation' &&
    kind !== 'comment' &&
    kind !== 'invalid'
  );
}

function fitting(items: readonly CompletionItem[], prefix: string): CompletionItem[] {
  return items.filter(({ label }) => label.toLowerCase().startsWith(prefix)).slice(0, maxItems);
}

function names(known: readonly KnownField[]): CompletionItem[] {
  const fields = filterFields.map(
    ({ name, description }) => ({ label: name, insert: name, kind: 'field', detail: description }) as const,
  );
  const paths = known.map(
    ({ path, type }) => ({ label: path, insert: path, kind: 'field', detail: type }) as const,
  );
  const calls = functions.map(
    ([name, detail]) => ({ label: name, insert: `${name}(`, kind: 'function', detail }) as const,
  );
  const constants = ['true', 'false', 'null'].map(
    (name) => ({ label: name, insert: name, kind: 'constant', detail: '' }) as const,
  );
  return [...fields, ...paths, ...calls, ...constants];
}

/** The steps that were seen below a path, then what can be asked of its own value. */
function members(path: string, known: readonly KnownField[]): CompletionItem[] {
  const steps = new Map<string, string>();
  for (const field of known) {
    if (!field.path.startsWith(`${path}.`)) continue;
    const [step = ''] = field.path.slice(path.length + 1).split(/[.[]/, 1);
    const isWhole = field.path.length === path.length + 1 + step.length;
    if (!steps.has(step) || isWhole) steps.set(step, isWhole ? field.type : 'object');
  }
  const own = known.find((field) => field.path === path)?.type ?? fieldNamed(path)?.type;
  const fields = Array.from(
    steps,
    ([step, type]) => ({ label: step, insert: step, kind: 'field', detail: type }) as const,
  );
  const calls = methods
    .filter(
      ([of]) => of === own || (of === 'any' && own !== 'timestamp') || own === undefined || own === 'json',
    )
    .map(([, name, detail]) => ({ label: name, insert: `${name}(`, kind: 'method', detail }) as const);
  return [...fields, ...calls];
}

/** Values for the place at token `at`, when a path and a comparison stand before it. */
function valuesAt(
  text: string,
  tokens: readonly FilterToken[],
  at: number,
  from: number,
  to: number,
  known: readonly KnownField[],
): Completions {
  const operator = comparisonBefore(text, tokens, at);
  const path = operator === undefined ? undefined : pathEndingAt(text, tokens, operator - 1)?.path;
  if (path === undefined) return { from, to, items: [] };
  const samples = known.find((field) => field.path === path)?.samples ?? fieldNamed(path)?.words ?? [];
  const items = samples.flatMap((sample) => {
    const insert = literalText(sample);
    return insert === undefined ? [] : [{ label: insert, insert, kind: 'value', detail: path } as const];
  });
  return { from, to, items: items.slice(0, maxItems) };
}

/** The comparison left of a place, also from within the list of an `in`. */
function comparisonBefore(text: string, tokens: readonly FilterToken[], at: number): number | undefined {
  for (let index = at - 1; index >= 0; index -= 1) {
    const token = tokens[index];
    const word = token === undefined ? '' : text.slice(token.from, token.to);
    if (comparisons.has(word)) return index;
    const isListPart = word === '[' || word === ',' || token?.kind === 'string' || token?.kind === 'number';
    if (!isListPart) return undefined;
  }
  return undefined;
}

/** `value.order` when token `before` follows `value.order.`. */
function pathBeforeDot(text: string, tokens: readonly FilterToken[], before: number): string | undefined {
  const previous = tokens[before - 1];
  if (previous === undefined) return undefined;
  const word = text.slice(previous.from, previous.to);
  const dot = word === '?' ? before - 2 : before - 1;
  const token = tokens[dot];
  if (token === undefined || text.slice(token.from, token.to) !== '.') return undefined;
  return pathEndingAt(text, tokens, dot - 1)?.path ?? '';
}

/** The path whose last token is at `last`, without blanks and question marks. */
function pathEndingAt(
  text: string,
  tokens: readonly FilterToken[],
  last: number,
): { readonly path: string } | undefined {
  let path = '';
  for (let index = last; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token === undefined) return undefined;
    const word = text.slice(token.from, token.to);
    if (token.kind === 'field') return { path: word + path };
    if (token.kind === 'member' || ['.', '[', ']'].includes(word)) path = word + path;
    else if (token.kind === 'string' || token.kind === 'number') path = word + path;
    else if (word !== '?') return undefined;
  }
  return undefined;
}
