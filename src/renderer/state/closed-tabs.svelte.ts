import type { SavedTab } from './saved-tab.ts';

export interface ClosedTab extends SavedTab {
  /** Where it stood in its group. */
  readonly index: number;
}

/** Closed tabs that can be brought back; of more, the oldest are forgotten. */
export const mostClosed = 25;

/** The tabs that were closed, to be brought back from the last one on. */
export class ClosedTabs {
  #all = $state.raw<readonly ClosedTab[]>([]);
  readonly isEmpty = $derived(this.#all.length === 0);

  push(tab: ClosedTab): void {
    this.#all = [...this.#all, tab].slice(-mostClosed);
  }

  pop(): ClosedTab | undefined {
    const last = this.#all.at(-1);
    this.#all = this.#all.slice(0, -1);
    return last;
  }
}
