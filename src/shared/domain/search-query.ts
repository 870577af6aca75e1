/**
 * What a person types into the search field: words, "phrases", prefix*, field:word, AND, OR, NOT (or -word)
 * and parentheses; words side by side must all be there. Parsed here, so that a mistake is told with its place.
 */

export const searchFields = ['key', 'properties', 'body'] as const;
export type SearchField = (typeof searchFields)[number];

export type SearchQuery =
  | {
      readonly kind: 'term';
      readonly text: string;
      readonly isPrefix: boolean;
      readonly field: SearchField | null;
    }
  | { readonly kind: 'and'; readonly all: readonly SearchQuery[]; readonly none: readonly SearchQuery[] }
  | { readonly kind: 'or'; readonly any: readonly SearchQuery[] };

export type SearchParsing =
  | { readonly ok: true; readonly query: SearchQuery }
  | { readonly ok: false; readonly at: number; readonly message: string };

/** Longer queries are refused: nobody types them. */
export const maxQueryLength = 1000;
/** Parentheses in parentheses. */
const maxDepth = 20;

interface Token {
  readonly kind: 'word' | 'phrase' | 'open' | 'close' | 'minus' | 'end';
  readonly text: string;
  readonly at: number;
}

/** Ends the parsing; never leaves this file. */
class Mistake extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

export function parseSearchQuery(text: string): SearchParsing {
  try {
    if (text.length > maxQueryLength) throw new Mistake(maxQueryLength, 'The search is too long.');
    const tokens = tokensOf(text);
    const cursor = { tokens, next: 0 };
    const query = readOr(cursor, 0);
    const rest = peek(cursor);
    if (rest.kind !== 'end') throw new Mistake(rest.at, 'This parenthesis closes nothing.');
    return { ok: true, query };
  } catch (thrown) {
    if (thrown instanceof Mistake) return { ok: false, at: thrown.at, message: thrown.message };
    throw thrown;
  }
}

/** Words that every hit must hold somewhere, in lower case; used to look before the index has been brought up. */
export function requiredWords(query: SearchQuery): readonly string[] {
  switch (query.kind) {
    case 'term':
      return wordsOf(query.text);
    case 'and':
      return query.all.flatMap(requiredWords);
    case 'or':
      return [];
  }
}

/** The plain ASCII words of a text: what any tokenizer agrees on. */
function wordsOf(text: string): string[] {
  const isPlain = /^[\x20-\x7e]*$/.test(text);
  return isPlain ? (text.toLowerCase().match(/[a-z0-9]+/g) ?? []) : [];
}

interface Cursor {
  readonly tokens: readonly Token[];
  next: number;
}

function peek(cursor: Cursor): Token {
  return cursor.tokens[cursor.next] ?? { kind: 'end', text: '', at: 0 };
}

function isOperator(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text === word;
}

function readOr(cursor: Cursor, depth: number): SearchQuery {
  if (depth > maxDepth) throw new Mistake(peek(cursor).at, 'There are too many parentheses.');
  const any = [readAnd(cursor, depth)];
  while (isOperator(peek(cursor), 'OR')) {
    cursor.next += 1;
    any.push(readAnd(cursor, depth));
  }
  return any.length === 1 && any[0] !== undefined ? any[0] : { kind: 'or', any };
}

function readAnd(cursor: Cursor, depth: number): SearchQuery {
  const start = peek(cursor).at;
  const all: SearchQuery[] = [];
  const none: SearchQuery[] = [];
  for (;;) {
    const token = peek(cursor);
    if (token.kind === 'end' || token.kind === 'close' || isOperator(token, 'OR')) break;
    if (isOperator(token, 'AND')) {
      cursor.next += 1;
      const after = peek(cursor);
      if (all.length + none.length === 0 || after.kind === 'end')
        throw new Mistake(token.at, 'AND stands between two words.');
    } else if (token.kind === 'minus' || isOperator(token, 'NOT')) {
      cursor.next += 1;
      none.push(readOne(cursor, depth));
    } else all.push(readOne(cursor, depth));
  }
  if (all.length === 0) throw new Mistake(start, 'A word to look for is missing here.');
  return all.length === 1 && none.length === 0 && all[0] !== undefined ? all[0] : { kind: 'and', all, none };
}

function readOne(cursor: Cursor, depth: number): SearchQuery {
  const token = peek(cursor);
  cursor.next += 1;
  if (token.kind === 'open') {
    const inner = readOr(cursor, depth + 1);
    if (peek(cursor).kind !== 'close') throw new Mistake(token.at, 'This parenthesis is not closed.');
    cursor.next += 1;
    return inner;
  }
  if (token.kind === 'phrase') return { kind: 'term', text: token.text, isPrefix: false, field: null };
  if (token.kind !== 'word') throw new Mistake(token.at, 'A word to look for is missing here.');
  const field = searchFields.find((name) => token.text.startsWith(`${name}:`)) ?? null;
  const word = field === null ? token.text : token.text.slice(field.length + 1);
  if (field !== null && word === '' && peek(cursor).kind === 'phrase') {
    const phrase = peek(cursor).text;
    cursor.next += 1;
    return { kind: 'term', text: phrase, isPrefix: false, field };
  }
  const isPrefix = word.endsWith('*');
  const text = isPrefix ? word.slice(0, -1) : word;
  if (text === '') throw new Mistake(token.at, 'A word to look for is missing here.');
  return { kind: 'term', text, isPrefix, field };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character)) at += 1;
    else if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', text: character, at });
      at += 1;
    } else if (character === '"') {
      const end = text.indexOf('"', at + 1);
      if (end < 0) throw new Mistake(at, 'This quotation mark is not closed.');
      tokens.push({ kind: 'phrase', text: text.slice(at + 1, end), at });
      at = end + 1;
    } else if (character === '-' && /\S/.test(text.charAt(at + 1)) && startsWord(text, at)) {
      tokens.push({ kind: 'minus', text: '-', at });
      at += 1;
    } else {
      const end = endOfWord(text, at);
      tokens.push({ kind: 'word', text: text.slice(at, end), at });
      at = end;
    }
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s(]/.test(text.charAt(at - 1));
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[\s()"]/.test(text.charAt(at))) at += 1;
  return at;
}
