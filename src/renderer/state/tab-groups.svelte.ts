import type { Tab } from './tab.svelte.ts';
import type { TabSide } from './tab-side.ts';

/**
 * How tabs stand: in one group or two side by side. One group has the focus, and its front tab is the active one. How
 * they are opened and closed is another matter (tabs.svelte.ts).
 */
export class TabGroups {
  /** From left to right: the left group, then the right one. */
  all = $state.raw<readonly Tab[]>([]);
  focusedSide = $state<TabSide>('left');
  #front = $state.raw<Readonly<Record<TabSide, string>>>({ left: '', right: '' });
  readonly active = $derived.by(() => this.frontOf(this.focusedSide));
  readonly isSplit = $derived(this.all.some(({ side }) => side === 'right'));

  get activeId(): string {
    return this.active?.id ?? '';
  }

  /** Brings a tab to the front of its group, and the focus to that group. */
  set activeId(id: string) {
    const tab = this.find(id);
    if (tab === undefined) return;
    this.#front = { ...this.#front, [tab.side]: id };
    this.focusedSide = tab.side;
  }

  find(id: string): Tab | undefined {
    return this.all.find((tab) => tab.id === id);
  }

  of(side: TabSide): readonly Tab[] {
    return this.all.filter((tab) => tab.side === side);
  }

  frontOf(side: TabSide): Tab | undefined {
    return this.find(this.#front[side]);
  }

  /** A group without tabs cannot have the focus. */
  focusSide(side: TabSide): void {
    if (this.frontOf(side) !== undefined) this.focusedSide = side;
  }

  /** To a place in its own group. */
  move(id: string, toIndex: number): void {
    const tab = this.find(id);
    if (tab !== undefined) this.moveToSide(id, tab.side, toIndex);
  }

  /** To a place in either group; the last tab of a group takes the group with it. */
  moveToSide(id: string, side: TabSide, toIndex: number): void {
    const tab = this.find(id);
    if (tab === undefined) return;
    const from = tab.side;
    const next = this.#neighbourOf(tab);
    const others = this.all.filter((other) => other !== tab);
    const target = others.filter((other) => other.side === side).toSpliced(toIndex, 0, tab);
    const rest = others.filter((other) => other.side !== side);
    tab.side = side;
    this.all = side === 'left' ? [...target, ...rest] : [...rest, ...target];
    if (from === side) return;
    if (this.#front[from] === id) this.#front = { ...this.#front, [from]: next?.id ?? '' };
    this.activeId = id;
    this.#settle();
  }

  /** Steps to a neighbour in the focused group, round the end. */
  step(by: number): void {
    const siblings = this.of(this.focusedSide);
    const index = siblings.findIndex(({ id }) => id === this.activeId);
    const next = siblings.at((index + by) % siblings.length);
    if (next !== undefined) this.activeId = next.id;
  }

  /** To the n-th tab of the focused group, from 0; -1 is the last. */
  goTo(index: number): void {
    const tab = this.of(this.focusedSide).at(index);
    if (tab !== undefined) this.activeId = tab.id;
  }

  /** At the end of its group. */
  protected insert(tab: Tab): void {
    this.all = tab.side === 'left' ? [...this.of('left'), tab, ...this.of('right')] : [...this.all, tab];
  }

  /** What stood behind it comes to the front. */
  protected takeOut(tab: Tab): void {
    const next = this.#neighbourOf(tab);
    this.all = this.all.filter((other) => other !== tab);
    if (this.#front[tab.side] === tab.id) this.#front = { ...this.#front, [tab.side]: next?.id ?? '' };
    this.#settle();
  }

  /** Who is in front of each group, where the first tab is as good as any other; and which of all is active. */
  protected arrange(fronts: readonly Tab[], active: Tab | undefined): void {
    for (const side of ['left', 'right'] as const) {
      const front = fronts.find((tab) => tab.side === side) ?? this.of(side)[0];
      this.#front = { ...this.#front, [side]: front?.id ?? '' };
    }
    this.activeId = (active ?? this.all[0])?.id ?? '';
    this.#settle();
  }

  #neighbourOf(tab: Tab): Tab | undefined {
    const siblings = this.of(tab.side);
    const index = siblings.indexOf(tab);
    return siblings[index + 1] ?? siblings[index - 1];
  }

  /** No group stands empty beside a full one. */
  #settle(): void {
    if (this.of('left').length === 0 && this.isSplit) {
      for (const tab of this.all) tab.side = 'left';
      this.#front = { left: this.#front.right, right: '' };
    }
    if (this.frontOf(this.focusedSide) === undefined) this.focusedSide = 'left';
  }
}
