/**
 * How one JSON value differs from another, by structure: members by their key, elements by the best alignment, scalars
 * as written, so that 1 and 1.0 differ. White space does not count; the order of keys does, and is told apart.
 */
import type { JsonDocument, JsonPathStep } from './lossless-json.ts';

export interface JsonChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'order';
  /** In the newer value; of what was removed, in the older. */
  readonly path: readonly JsonPathStep[];
  /** As written; undefined for what was added. */
  readonly before: string | undefined;
  /** As written; undefined for what was removed. */
  readonly after: string | undefined;
}

export interface JsonDifference {
  readonly changes: readonly JsonChange[];
  /** There are more than are listed. */
  readonly isCut: boolean;
}

/** Changes listed at most. */
export const maxChanges = 1_000;
/** Values of either side; larger ones are not compared by structure. */
export const maxComparedNodes = 200_000;
/** Deeper parts are compared as a whole. */
const maxDepth = 400;
/** Elements of one side times those of the other that are aligned; longer lists are compared place by place. */
const maxAlignment = 250_000;

/** Undefined when either is too large. */
export function diffJson(before: JsonDocument, after: JsonDocument): JsonDifference | undefined {
  if (before.nodeCount > maxComparedNodes || after.nodeCount > maxComparedNodes) return undefined;
  const differ = new JsonDiffer(before, after);
  differ.compare(0, 0, 0);
  return { changes: differ.changes, isCut: differ.isCut };
}

class JsonDiffer {
  readonly changes: JsonChange[] = [];
  isCut = false;
  readonly #before: JsonDocument;
  readonly #after: JsonDocument;

  constructor(before: JsonDocument, after: JsonDocument) {
    this.#before = before;
    this.#after = after;
  }

  compare(old: number, now: number, depth: number): void {
    if (this.isCut || this.#before.raw(old) === this.#after.raw(now)) return;
    const kind = this.#before.kind(old);
    const isSameContainer = kind === this.#after.kind(now) && this.#before.isContainer(old);
    if (!isSameContainer) this.#add('changed', old, now);
    else if (depth >= maxDepth) {
      if (signature(this.#before, old) !== signature(this.#after, now)) this.#add('changed', old, now);
    } else if (kind === 'object') this.#members(old, now, depth);
    else this.#elements(old, now, depth);
  }

  /** Repeated keys are matched in turn. */
  #members(old: number, now: number, depth: number): void {
    const left = new Map<string, number[]>();
    for (const child of this.#after.children(now)) {
      const key = this.#after.key(child) ?? '';
      const known = left.get(key);
      if (known === undefined) left.set(key, [child]);
      else known.push(child);
    }
    const matched: number[] = [];
    for (const child of this.#before.children(old)) {
      const partner = left.get(this.#before.key(child) ?? '')?.shift();
      if (partner === undefined) this.#add('removed', child, undefined);
      else {
        matched.push(partner);
        this.compare(child, partner, depth + 1);
      }
    }
    const added = [...left.values()].flat().sort((one, other) => one - other);
    for (const child of added) this.#add('added', undefined, child);
    if (matched.some((child, at) => child < (matched[at - 1] ?? -1))) this.#add('order', old, now);
  }

  #elements(old: number, now: number, depth: number): void {
    const olds = [...this.#before.children(old)];
    const nows = [...this.#after.children(now)];
    const oldSigns = olds.map((node) => signature(this.#before, node));
    const nowSigns = nows.map((node) => signature(this.#after, node));
    let from = 0;
    while (from < olds.length && from < nows.length && oldSigns[from] === nowSigns[from]) from += 1;
    let oldEnd = olds.length;
    let nowEnd = nows.length;
    while (oldEnd > from && nowEnd > from && oldSigns[oldEnd - 1] === nowSigns[nowEnd - 1]) {
      oldEnd -= 1;
      nowEnd -= 1;
    }
    const kept = commonElements(oldSigns.slice(from, oldEnd), nowSigns.slice(from, nowEnd));
    let oldAt = from;
    let nowAt = from;
    for (const [oldKept, nowKept] of [...kept, [oldEnd - from, nowEnd - from] as const]) {
      this.#gap(olds.slice(oldAt, from + oldKept), nows.slice(nowAt, from + nowKept), depth);
      oldAt = from + oldKept + 1;
      nowAt = from + nowKept + 1;
    }
  }

  /** Elements between two that stayed: what stands at the same place was changed, the rest came or went. */
  #gap(olds: readonly number[], nows: readonly number[], depth: number): void {
    for (let at = 0; at < Math.max(olds.length, nows.length); at += 1) {
      const old = olds[at];
      const now = nows[at];
      if (old !== undefined && now !== undefined) this.compare(old, now, depth + 1);
      else this.#add(old === undefined ? 'added' : 'removed', old, now);
    }
  }

  #add(kind: JsonChange['kind'], old: number | undefined, now: number | undefined): void {
    if (this.changes.length >= maxChanges) {
      this.isCut = true;
      return;
    }
    const path = now === undefined ? this.#before.path(old ?? 0) : this.#after.path(now);
    const before = old === undefined ? undefined : this.#before.raw(old);
    const after = now === undefined ? undefined : this.#after.raw(now);
    this.changes.push({ kind, path, before, after });
  }
}

/** A value without its white space: keys and scalars as written, in order. */
function signature(document: JsonDocument, node: number): string {
  const parts: string[] = [];
  const base = document.depth(node);
  const end = document.next(node);
  for (let at = node; at < end; at += 1) {
    const key = at === node ? '' : (document.rawKey(at) ?? '');
    const own = document.isContainer(at) ? document.kind(at) : document.raw(at);
    parts.push(`${document.depth(at) - base}${key}:${own}`);
  }
  return parts.join('\n');
}

/** Places of a longest common subsequence; none when there is too much to align. */
function commonElements(olds: readonly string[], nows: readonly string[]): (readonly [number, number])[] {
  if (olds.length * nows.length > maxAlignment) return [];
  const width = nows.length + 1;
  const lengths = new Uint32Array((olds.length + 1) * width);
  for (let old = olds.length - 1; old >= 0; old -= 1) {
    for (let now = nows.length - 1; now >= 0; now -= 1) {
      const [below = 0, right = 0, diagonal = 0] = [
        lengths[(old + 1) * width + now],
        lengths[old * width + now + 1],
        lengths[(old + 1) * width + now + 1],
      ];
      lengths[old * width + now] = olds[old] === nows[now] ? diagonal + 1 : Math.max(below, right);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let old = 0, now = 0; old < olds.length && now < nows.length;) {
    if (olds[old] === nows[now]) {
      pairs.push([old, now]);
      old += 1;
      now += 1;
    } else if ((lengths[(old + 1) * width + now] ?? 0) >= (lengths[old * width + now + 1] ?? 0)) old += 1;
    else now += 1;
  }
  return pairs;
}
