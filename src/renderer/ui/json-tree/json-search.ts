/** Nodes whose key or scalar value holds a text, as written. Upper and lower case count only if the text has upper case. */

import type { JsonDocument } from '../../../shared/domain/lossless-json.ts';

/** More hits than anyone walks through; beyond it the count is shown as "10,000+". */
export const MAX_HITS = 10_000;
/** Hits between two looks at the clock. */
const HITS_PER_LOOK = 256;

export interface JsonHits {
  /** Nodes in order, each once. */
  readonly nodes: readonly number[];
  readonly isComplete: boolean;
}

export interface JsonSearchOptions {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly sliceMs?: number;
  readonly signal?: { readonly aborted: boolean };
}

const matcher = (query: string): RegExp => {
  const escaped = query.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(escaped, query === query.toLowerCase() ? 'gi' : 'g');
};

/** Undefined when aborted. */
export const searchJson = async (
  document: JsonDocument,
  query: string,
  { now, pause, sliceMs = 8, signal }: JsonSearchOptions,
): Promise<JsonHits | undefined> => {
  if (query === '') return { nodes: [], isComplete: true };
  const nodes: number[] = [];
  const pattern = matcher(query);
  let sliceEnd = now() + sliceMs;
  for (let looked = 0; ; looked += 1) {
    const match = pattern.exec(document.text);
    if (match === null) return { nodes, isComplete: true };
    const node = document.nodeAt(match.index);
    if (node !== undefined && nodes.at(-1) !== node) nodes.push(node);
    if (nodes.length >= MAX_HITS) return { nodes, isComplete: false };
    if (looked % HITS_PER_LOOK !== 0 || now() < sliceEnd) continue;
    await pause();
    if (signal?.aborted) return undefined;
    sliceEnd = now() + sliceMs;
  }
};
