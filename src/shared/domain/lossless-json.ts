/**
 * A JSON text as a list of nodes that point into it. Nothing is converted, so nothing is lost: key order, repeated keys,
 * every digit of a number and every escape stand as they were written. Nodes are numbered in the order of the text;
 * a node's descendants follow it directly, up to `next(node)`. A node costs 28 bytes whatever it holds, so a million
 * elements are a matter of milliseconds and megabytes.
 */

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** A step into a value: a member's key (decoded) or an element's index. */
export type JsonPathStep = string | number;

/** Columns of the node table, filled by the parser. */
export interface JsonNodeTable {
  readonly count: number;
  /** Offset of the first character of the value, in UTF-16 units. */
  readonly start: Uint32Array;
  /** Offset after its last character. */
  readonly end: Uint32Array;
  /** The first node that is no descendant. */
  readonly next: Uint32Array;
  readonly parent: Int32Array;
  /** Offset of the key's opening quote for a member, index for an element, 0 for the root. */
  readonly label: Uint32Array;
  readonly depth: Uint32Array;
  readonly children: Uint32Array;
}

const KIND_BY_FIRST_CHARACTER: Readonly<Record<string, JsonKind>> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};

export class JsonDocument {
  readonly text: string;
  readonly #table: JsonNodeTable;

  constructor(text: string, table: JsonNodeTable) {
    this.text = text;
    this.#table = table;
  }

  /** How many nodes there are; node 0 is the root. */
  get nodeCount(): number {
    return this.#table.count;
  }

  kind(node: number): JsonKind {
    return KIND_BY_FIRST_CHARACTER[this.text.charAt(this.start(node))] ?? 'number';
  }

  isContainer(node: number): boolean {
    const first = this.text.charCodeAt(this.start(node));
    return first === 0x7b || first === 0x5b;
  }

  start(node: number): number {
    return this.#table.start[node] ?? 0;
  }

  end(node: number): number {
    return this.#table.end[node] ?? 0;
  }

  next(node: number): number {
    return this.#table.next[node] ?? this.nodeCount;
  }

  /** -1 for the root. */
  parent(node: number): number {
    return this.#table.parent[node] ?? -1;
  }

  depth(node: number): number {
    return this.#table.depth[node] ?? 0;
  }

  childCount(node: number): number {
    return this.#table.children[node] ?? 0;
  }

  /** The value exactly as written. */
  raw(node: number): string {
    return this.text.slice(this.start(node), this.end(node));
  }

  isMember(node: number): boolean {
    const parent = this.parent(node);
    return parent >= 0 && this.text.charCodeAt(this.start(parent)) === 0x7b;
  }

  /** A member's key as written, with its quotes; undefined for elements and the root. */
  rawKey(node: number): string | undefined {
    if (!this.isMember(node)) return undefined;
    const from = this.#table.label[node] ?? 0;
    return this.text.slice(from, endOfString(this.text, from));
  }

  /** A member's key, decoded. */
  key(node: number): string | undefined {
    const raw = this.rawKey(node);
    return raw === undefined ? undefined : decodeJsonString(raw);
  }

  /** An element's place in its array; undefined for members and the root. */
  index(node: number): number | undefined {
    return this.parent(node) < 0 || this.isMember(node) ? undefined : this.#table.label[node];
  }

  /** Where the node begins in the text, its key included. */
  begin(node: number): number {
    return this.isMember(node) ? (this.#table.label[node] ?? 0) : this.start(node);
  }

  path(node: number): readonly JsonPathStep[] {
    const steps: JsonPathStep[] = [];
    for (let at = node; this.parent(at) >= 0; at = this.parent(at)) {
      steps.push(this.key(at) ?? this.index(at) ?? 0);
    }
    return steps.reverse();
  }

  /** The node a path leads to; of repeated keys the first. Looks at `maxChildren` children of each level at most. */
  find(path: readonly JsonPathStep[], maxChildren = 10_000): number | undefined {
    let at = 0;
    for (const step of path) {
      const found = this.#childAt(at, step, maxChildren);
      if (found === undefined) return undefined;
      at = found;
    }
    return at;
  }

  /** The node whose key or scalar value covers an offset; undefined on punctuation and space. */
  nodeAt(offset: number): number | undefined {
    let low = 0;
    let high = this.nodeCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.begin(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    const inKey = this.isMember(low) && offset < endOfString(this.text, this.begin(low));
    const inScalar = !this.isContainer(low) && offset >= this.start(low) && offset < this.end(low);
    return offset >= this.begin(low) && (inKey || inScalar) ? low : undefined;
  }

  /** Children in order. */
  *children(node: number): Generator<number, void, undefined> {
    const end = this.next(node);
    for (let child = node + 1; child < end && this.isContainer(node); child = this.next(child)) yield child;
  }

  #childAt(node: number, step: JsonPathStep, maxChildren: number): number | undefined {
    let seen = 0;
    for (const child of this.children(node)) {
      if ((typeof step === 'number' ? this.index(child) : this.key(child)) === step) return child;
      seen += 1;
      if (seen >= maxChildren) return undefined;
    }
    return undefined;
  }
}

/** Offset after the closing quote of the valid string that opens at `from`. */
const endOfString = (text: string, from: number): number => {
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    // Past the end only for a text that is no JSON.
    if (Number.isNaN(code)) return at;
    at += code === 0x5c ? 2 : 1;
  }
};

/** The characters a valid JSON string stands for. Lone surrogates are kept. */
export const decodeJsonString = (raw: string): string => {
  const value: unknown = JSON.parse(raw);
  return typeof value === 'string' ? value : raw;
};
