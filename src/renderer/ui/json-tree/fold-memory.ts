/** What was folded or opened by hand, by path, so that the next message opens the way the last one was left. */

import type { JsonDocument, JsonPathStep } from '../../../shared/domain/lossless-json.ts';

/** Folds remembered, the oldest forgotten first. */
export const MAX_REMEMBERED = 500;

export class FoldMemory {
  readonly #folds = new Map<string, { readonly path: readonly JsonPathStep[]; readonly isOpen: boolean }>();

  remember(path: readonly JsonPathStep[], isOpen: boolean): void {
    const key = JSON.stringify(path);
    this.#folds.delete(key);
    this.#folds.set(key, { path, isOpen });
    for (const oldest of this.#folds.keys()) {
      if (this.#folds.size <= MAX_REMEMBERED) return;
      this.#folds.delete(oldest);
    }
  }

  forgetAll(): void {
    this.#folds.clear();
  }

  /** The remembered folds that exist in a document. */
  *in(
    document: JsonDocument,
  ): Generator<{ readonly node: number; readonly isOpen: boolean }, void, undefined> {
    for (const { path, isOpen } of this.#folds.values()) {
      const node = document.find(path);
      if (node !== undefined) yield { node, isOpen };
    }
  }
}
