/**
 * Strict JSON (RFC 8259) to a JsonDocument, in one pass without recursion, so depth is limited by memory alone. It can
 * be run in steps: a caller that must not block a frame gives it a budget of characters and goes on later.
 */

import { JsonDocument, type JsonNodeTable } from './lossless-json.ts';

export interface JsonProblem {
  /** In UTF-16 units from the beginning. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** What is wrong, fit for people. */
  readonly reason: string;
}

export type JsonOutcome =
  | { readonly ok: true; readonly document: JsonDocument }
  | { readonly ok: false; readonly problem: JsonProblem };

type Expecting = 'value' | 'valueOrEnd' | 'keyOrEnd' | 'key' | 'colon' | 'commaOrEnd' | 'nothing';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };
const HEX = /^[0-9a-fA-F]{4}$/;
const BYTE_ORDER_MARK = 0xfeff;

/** How far a string is good, and why no further. */
interface StringScan {
  readonly end: number;
  readonly reason?: string;
}

export class JsonParser {
  readonly #text: string;
  #at = 0;
  #phase: 'measure' | 'parse' | 'done' = 'measure';
  #capacity = 1;
  #table: JsonNodeTable & { count: number } = emptyTable(0);
  #expecting: Expecting = 'value';
  #container = -1;
  #keyOffset = 0;
  #outcome: JsonOutcome | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Share of the work done, 0 to 1. */
  get progress(): number {
    if (this.#phase === 'done') return 1;
    const share = this.#at / Math.max(1, this.#text.length);
    return this.#phase === 'measure' ? share * 0.2 : 0.2 + share * 0.8;
  }

  /** Works through about so many characters; a single string or number is never split. Undefined until finished. */
  advance(characters: number): JsonOutcome | undefined {
    if (this.#phase === 'measure') this.#measure(characters);
    else if (this.#phase === 'parse') this.#parse(characters);
    return this.#outcome;
  }

  /** Counts what can begin a node, so that the table is made once and never grows. */
  #measure(characters: number): void {
    const text = this.#text;
    const stop = Math.min(text.length, this.#at + characters);
    for (; this.#at < stop; this.#at += 1) {
      const code = text.charCodeAt(this.#at);
      if (code === 0x2c || code === 0x5b || code === 0x7b) this.#capacity += 1;
    }
    if (stop < text.length) return;
    this.#table = emptyTable(this.#capacity);
    this.#at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    this.#phase = 'parse';
  }

  #parse(characters: number): void {
    const text = this.#text;
    const stop = this.#at + characters;
    while (this.#phase === 'parse' && this.#at < stop) {
      const code = text.charCodeAt(this.#at);
      if (Number.isNaN(code)) this.#finish();
      else if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.#at += 1;
      else this.#token(code);
    }
  }

  #token(code: number): void {
    switch (this.#expecting) {
      case 'value':
        this.#value(code);
        return;
      case 'valueOrEnd':
        if (code === 0x5d) this.#close();
        else this.#value(code);
        return;
      case 'keyOrEnd':
        if (code === 0x7d) this.#close();
        else this.#key(code);
        return;
      case 'key':
        this.#key(code);
        return;
      case 'colon':
        if (code !== 0x3a) this.#fail('A colon must follow the key.');
        else this.#step('value');
        return;
      case 'commaOrEnd':
        this.#afterValue(code);
        return;
      case 'nothing':
        this.#fail('There is more text after the value.');
    }
  }

  #step(expecting: Expecting): void {
    this.#at += 1;
    this.#expecting = expecting;
  }

  #inObject(): boolean {
    return this.#text.charCodeAt(this.#table.start[this.#container] ?? 0) === 0x7b;
  }

  #afterValue(code: number): void {
    const inObject = this.#inObject();
    if (code === 0x2c) this.#step(inObject ? 'key' : 'value');
    else if (code === (inObject ? 0x7d : 0x5d)) this.#close();
    else
      this.#fail(inObject ? 'A comma or } must follow the member.' : 'A comma or ] must follow the element.');
  }

  #key(code: number): void {
    if (code !== 0x22) {
      this.#fail(code === 0x7d ? 'No comma may stand before }.' : 'A key in double quotes must stand here.');
      return;
    }
    this.#keyOffset = this.#at;
    const { end, reason } = scanString(this.#text, this.#at);
    this.#at = end;
    if (reason === undefined) this.#expecting = 'colon';
    else this.#fail(reason);
  }

  #value(code: number): void {
    if (code === 0x7b || code === 0x5b) this.#open(code === 0x7b);
    else if (code === 0x22) {
      const { end, reason } = scanString(this.#text, this.#at);
      if (reason === undefined) this.#scalar(end);
      else {
        this.#at = end;
        this.#fail(reason);
      }
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) this.#number();
    else this.#literal();
  }

  #number(): void {
    NUMBER.lastIndex = this.#at;
    if (!NUMBER.test(this.#text)) {
      this.#fail('A digit must follow the minus sign.');
      return;
    }
    const end = NUMBER.lastIndex;
    const following = this.#text.charAt(end);
    if (/[0-9.eE+-]/.test(following)) {
      this.#at = end;
      this.#fail('This number is not written as JSON wants it.');
    } else this.#scalar(end);
  }

  #literal(): void {
    const literal = LITERALS[this.#text.charAt(this.#at)];
    if (literal !== undefined && this.#text.startsWith(literal, this.#at)) {
      this.#scalar(this.#at + literal.length);
      return;
    }
    const isTrailingComma = this.#text.charAt(this.#at) === ']' && this.#expecting === 'value';
    this.#fail(isTrailingComma ? 'No comma may stand before ].' : 'A value must stand here.');
  }

  #add(): number {
    const table = this.#table;
    const node = table.count;
    const parent = this.#container;
    table.count += 1;
    table.start[node] = this.#at;
    table.parent[node] = parent;
    table.next[node] = node + 1;
    if (parent < 0) return node;
    const siblings = table.children[parent] ?? 0;
    table.children[parent] = siblings + 1;
    table.depth[node] = (table.depth[parent] ?? 0) + 1;
    table.label[node] = this.#inObject() ? this.#keyOffset : siblings;
    return node;
  }

  #scalar(end: number): void {
    const node = this.#add();
    this.#table.end[node] = end;
    this.#at = end;
    this.#expecting = this.#container < 0 ? 'nothing' : 'commaOrEnd';
  }

  #open(isObject: boolean): void {
    this.#container = this.#add();
    this.#step(isObject ? 'keyOrEnd' : 'valueOrEnd');
  }

  #close(): void {
    const table = this.#table;
    table.end[this.#container] = this.#at + 1;
    table.next[this.#container] = table.count;
    this.#container = table.parent[this.#container] ?? -1;
    this.#step(this.#container < 0 ? 'nothing' : 'commaOrEnd');
  }

  #finish(): void {
    if (this.#expecting === 'nothing') {
      this.#phase = 'done';
      this.#outcome = { ok: true, document: new JsonDocument(this.#text, this.#table) };
    } else if (this.#table.count === 0) this.#fail('There is no value: the text is empty.');
    else this.#fail(`The text ends within ${this.#inObject() ? 'an object' : 'an array'}.`);
  }

  #fail(reason: string): void {
    this.#phase = 'done';
    this.#outcome = { ok: false, problem: problemAt(this.#text, this.#at, reason) };
  }
}

const emptyTable = (capacity: number): JsonNodeTable & { count: number } => ({
  count: 0,
  start: new Uint32Array(capacity),
  end: new Uint32Array(capacity),
  next: new Uint32Array(capacity),
  parent: new Int32Array(capacity),
  label: new Uint32Array(capacity),
  depth: new Uint32Array(capacity),
  children: new Uint32Array(capacity),
});

/** From an opening quote to after the closing one, or to where it is wrong. */
const scanString = (text: string, from: number): StringScan => {
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { end: at + 1 };
    if (code === 0x5c) {
      const escape = text.charAt(at + 1);
      if (escape === 'u') {
        if (!HEX.test(text.slice(at + 2, at + 6)))
          return { end: at, reason: 'Four hex digits must follow \\u.' };
        at += 6;
      } else if (escape !== '' && '"\\/bfnrt'.includes(escape)) at += 2;
      else return { end: at, reason: 'There is no such escape in a JSON string.' };
    } else if (Number.isNaN(code)) return { end: at, reason: 'The text ends within a string.' };
    else if (code < 0x20) return { end: at, reason: 'A control character in a string must be escaped.' };
    else at += 1;
  }
};

const problemAt = (text: string, offset: number, reason: string): JsonProblem => {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { offset, line, column: offset - lineStart + 1, reason };
};

/** Parses in one go. For texts a person may wait for; use lossless-json-slices where a window must stay alive. */
export const parseJson = (text: string): JsonOutcome => {
  const parser = new JsonParser(text);
  for (;;) {
    const outcome = parser.advance(Number.MAX_SAFE_INTEGER);
    if (outcome !== undefined) return outcome;
  }
};
