/** Behaviour of the JSON tree: folding, the active row, search, and folds that outlive the document. */

import type { JsonDocument } from '../../../shared/domain/lossless-json.ts';
import { yieldToPage } from '../../lib/yield-to-page.ts';
import { FoldMemory } from './fold-memory.ts';
import { formatJsonPath } from './json-path.ts';
import { searchJson, type JsonHits } from './json-search.ts';
import { OpenRows } from './open-rows.ts';

/** A fresh tree opens level by level as long as it stays within about this many rows. */
const FIRST_ROWS = 200;
const FIRST_DEPTH = 3;
const NO_HITS: JsonHits = { nodes: [], isComplete: true };

export class JsonTreeState {
  /** Bumped whenever rows moved; reading it makes a derived value follow them. */
  #moved = $state(0);
  #rows = $state.raw<OpenRows>();
  document = $state.raw<JsonDocument>();
  /** Row the keys move from. */
  active = $state(0);
  hits = $state.raw<JsonHits>(NO_HITS);
  hit = $state(-1);
  isSearching = $state(false);
  readonly #folds = new FoldMemory();

  readonly count = $derived.by(() => {
    void this.#moved;
    return this.#rows?.count ?? 0;
  });
  readonly hitNode = $derived(this.hits.nodes[this.hit]);

  /** Shows another document; what was folded or opened by hand at the same paths is so again. */
  show(document: JsonDocument): void {
    const rows = new OpenRows(document);
    this.document = document;
    this.#rows = rows;
    rows.openTo(firstDepth(document));
    for (const { node, isOpen } of this.#folds.in(document)) rows.setOpen(node, isOpen);
    this.active = Math.min(this.active, Math.max(0, rows.count - 1));
    this.#moved += 1;
  }

  node(row: number): number {
    void this.#moved;
    return this.#rows?.node(row) ?? 0;
  }

  isOpen(node: number): boolean {
    void this.#moved;
    return this.#rows?.isOpen(node) ?? false;
  }

  toggle(node: number, isOpen = !this.isOpen(node)): void {
    const { document } = this;
    if (document === undefined || document.childCount(node) === 0) return;
    this.#change((rows) => rows.setOpen(node, isOpen));
    this.#folds.remember(document.path(node), isOpen);
  }

  /** Opens all down to a depth, closes what is deeper; Infinity for all. Forgets what was folded by hand. */
  openTo(depth: number): void {
    this.#folds.forgetAll();
    this.#change((rows) => rows.openTo(depth));
  }

  /** The row of a node, opened to if need be. */
  reveal(node: number): number {
    this.#change((rows) => rows.reveal(node));
    const row = this.#rows?.rowOf(node) ?? 0;
    this.active = row;
    return row;
  }

  /** A key of the tree pattern; returns the row to bring into sight, or undefined when the key is none of the tree's. */
  onKey(key: string, pageRows: number): number | undefined {
    const { document } = this;
    if (document === undefined) return undefined;
    const node = this.node(this.active);
    switch (key) {
      case 'ArrowDown':
        return this.#go(this.active + 1);
      case 'ArrowUp':
        return this.#go(this.active - 1);
      case 'PageDown':
        return this.#go(this.active + pageRows);
      case 'PageUp':
        return this.#go(this.active - pageRows);
      case 'Home':
        return this.#go(0);
      case 'End':
        return this.#go(this.count - 1);
      case 'ArrowRight':
        if (this.isOpen(node)) return this.#go(this.active + 1);
        this.toggle(node, true);
        return this.active;
      case 'ArrowLeft':
        if (!this.isOpen(node)) return this.#go(this.#rows?.rowOf(document.parent(node)) ?? this.active);
        this.toggle(node, false);
        return this.active;
      case 'Enter':
      case ' ':
        this.toggle(node);
        return this.active;
      case '*':
        for (const sibling of document.children(Math.max(0, document.parent(node))))
          this.toggle(sibling, true);
        return this.active;
      default:
        return undefined;
    }
  }

  /** Searches; returns the stop function, for an $effect. `found` is told the row of the first hit. */
  search(query: string, found: (row: number) => void): () => void {
    const aborter = new AbortController();
    const { document } = this;
    this.hit = -1;
    if (document === undefined || query === '') this.hits = NO_HITS;
    else void this.#search(document, query, aborter.signal, found);
    return () => aborter.abort();
  }

  /** The row of the next or previous hit, round the end; undefined when there is none. */
  stepHit(step: 1 | -1): number | undefined {
    const { nodes } = this.hits;
    if (nodes.length === 0) return undefined;
    this.hit = (this.hit + step + nodes.length) % nodes.length;
    return this.hitNode === undefined ? undefined : this.reveal(this.hitNode);
  }

  pathText(node: number, root?: string): string {
    return formatJsonPath(this.document?.path(node) ?? [], root);
  }

  async #search(
    document: JsonDocument,
    query: string,
    signal: AbortSignal,
    found: (row: number) => void,
  ): Promise<void> {
    this.isSearching = true;
    const hits = await searchJson(document, query, {
      now: () => performance.now(),
      pause: yieldToPage,
      signal,
    });
    if (hits === undefined || signal.aborted) return;
    this.isSearching = false;
    this.hits = hits;
    const row = this.stepHit(1);
    if (row !== undefined) found(row);
  }

  #go(row: number): number {
    this.active = Math.max(0, Math.min(row, this.count - 1));
    return this.active;
  }

  #change(edit: (rows: OpenRows) => void): void {
    const rows = this.#rows;
    if (rows === undefined) return;
    const node = rows.node(this.active);
    edit(rows);
    this.#moved += 1;
    // The active node keeps its activity; when folded away, the nearest one above that is in sight gets it.
    let at = node;
    while (rows.rowOf(at) === undefined && at > 0) at = this.document?.parent(at) ?? 0;
    this.active = rows.rowOf(at) ?? 0;
  }
}

/** How many levels a fresh tree opens: as many as fit into FIRST_ROWS, at least the first. */
const firstDepth = (document: JsonDocument): number => {
  const byDepth = new Array<number>(FIRST_DEPTH + 1).fill(0);
  const looked = Math.min(document.nodeCount, 20_000);
  for (let node = 0; node < looked; node += 1) {
    const depth = document.depth(node);
    if (depth <= FIRST_DEPTH) byDepth[depth] = (byDepth[depth] ?? 0) + 1;
  }
  let rows = 1;
  for (let depth = 1; depth <= FIRST_DEPTH; depth += 1) {
    rows += byDepth[depth] ?? 0;
    if (rows > FIRST_ROWS) return Math.max(1, depth - 1);
  }
  return FIRST_DEPTH;
};
