import { SvelteMap } from 'svelte/reactivity';
import type { MessageRow } from './message-rows.ts';

type ReadRow = Pick<MessageRow, 'cells'>;

/**
 * Which columns of fields hold numbers, as far as rows were read: those stand at the right, digit under digit. A column
 * with anything else in it is one of words, and stays one.
 */
export class NumberColumns {
  readonly #holds = new SvelteMap<string, 'numbers' | 'words'>();

  has(id: string): boolean {
    return this.#holds.get(id) === 'numbers';
  }

  learn(rows: readonly ReadRow[]): void {
    for (const { cells } of rows)
      for (const [id, { kind }] of cells) {
        if (kind === 'missing' || kind === 'tooLarge' || kind === 'null') continue;
        if (kind !== 'number') this.#holds.set(id, 'words');
        else if (!this.#holds.has(id)) this.#holds.set(id, 'numbers');
      }
  }
}
