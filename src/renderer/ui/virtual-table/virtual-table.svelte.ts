/** Behaviour of the virtual table: what is in sight, following the end, the keyboard and the pointer. */

import { untrack } from 'svelte';
import type { Alignment } from '../virtual-scroll/scroll-space.ts';
import { VirtualScroll } from '../virtual-scroll/virtual-scroll.svelte.ts';
import { visibleColumns, type TableColumn } from './columns.ts';
import { PageCache } from './page-cache.ts';
import { ReadingSign } from './reading-sign.svelte.ts';
import { RowSlots } from './row-slots.ts';
import type { RowSource } from './row-source.ts';
import { tableCommand, type TableCommand } from './table-keys.ts';
import { TableSelection } from './table-selection.svelte.ts';

export interface VirtualTableInputs<Row> {
  readonly source: () => RowSource<Row>;
  readonly columns: () => readonly TableColumn[];
  readonly rowHeight: () => number;
  readonly following: () => boolean;
  readonly setFollowing: (following: boolean) => void;
  /** Rows are added at the end, so that there is something to follow and to be told of. */
  readonly isLive: () => boolean;
  /** Whether scrolling to the very end follows again. */
  readonly resumeAtEnd: () => boolean;
  readonly open: (index: number) => void;
  readonly copy: () => void;
}

export interface RowInSight<Row> {
  readonly index: number;
  /** Names the node that draws it. */
  readonly slot: number;
  /** Undefined while it is being read. */
  readonly row: Row | undefined;
}

export class VirtualTable<Row> {
  readonly #inputs: VirtualTableInputs<Row>;
  readonly #cache: PageCache<Row>;
  readonly #slots = new RowSlots();
  readonly selection = new TableSelection();
  readonly scroll: VirtualScroll;
  /** The column of the active cell; null while whole rows are walked. */
  activeColumn = $state<string | null>(null);
  /** Counts answers of the cache, which is no state of its own. */
  #answers = $state(0);
  /** The length up to which the end was read: while following, the table grows only once there is something to show. */
  #settled = $state(0);
  /** Rows that ever were when they were last all known: what came since is new. Null in a table that never followed. */
  #leftAt = $state<number | null>(null);
  #source: RowSource<Row> | undefined;
  #version: number | string | undefined;
  #dropped = 0;
  #settling = false;
  #wasFollowing = false;
  #wasFilling = false;

  readonly count = $derived.by(() => {
    const { count } = this.#inputs.source();
    return this.#inputs.following() ? Math.min(this.#settled, count) : count;
  });
  readonly rows = $derived.by((): readonly RowInSight<Row>[] => {
    void this.#answers;
    const { firstRow, rowsInSight } = this.scroll;
    return this.#slots.of(firstRow, rowsInSight).map((slot, offset) => {
      const index = firstRow + offset;
      return { index, slot, row: this.#cache.row(index) };
    });
  });
  /** Rows in sight are being read, and take their time. */
  readonly readingSign: ReadingSign;
  readonly activeRow = $derived.by((): Row | undefined => {
    void this.#answers;
    const { active } = this.selection;
    return active === null ? undefined : this.#cache.row(active);
  });
  readonly failure = $derived.by(() => {
    void this.#answers;
    return this.#cache.failure;
  });
  /** Rows that came since following stopped and stand below what is in sight. */
  readonly newRows = $derived.by(() => {
    if (this.#inputs.following() || this.#leftAt === null) return 0;
    const { count, dropped = 0 } = this.#inputs.source();
    return Math.max(0, Math.min(count - this.scroll.firstRowBelow, count + dropped - this.#leftAt));
  });

  constructor(inputs: VirtualTableInputs<Row>) {
    this.#inputs = inputs;
    this.#cache = new PageCache<Row>({
      read: (from, count) => untrack(() => this.#inputs.source().rows(from, count)),
      onchange: () => untrack(() => (this.#answers += 1)),
    });
    this.scroll = new VirtualScroll({
      count: () => this.count,
      rowHeight: inputs.rowHeight,
      pinned: inputs.following,
      onUserScroll: (atEnd) => this.#onUserScroll(atEnd),
    });
    this.readingSign = new ReadingSign(() => this.rows.some(({ row }) => row === undefined));
    $effect.pre(() => {
      const source = inputs.source();
      const { count, version, dropped = 0 } = source;
      void source.isFilling;
      const following = inputs.following();
      untrack(() => this.#accept(source, count, version, dropped, following));
    });
    $effect.pre(() => {
      const { firstRow, rowsInSight } = this.scroll;
      void this.#settled;
      void inputs.source().count;
      untrack(() => this.#cache.want(firstRow, firstRow + rowsInSight, rowsInSight >> 1));
    });
  }

  row(index: number): Row | undefined {
    return this.#cache.row(index);
  }

  retry(): void {
    this.#cache.retry();
  }

  scrollToRow(index: number, alignment: Alignment = 'nearest'): void {
    this.#stopFollowing();
    this.scroll.scrollToRow(this.#clampRow(index), alignment);
  }

  /** Makes a row the active and only selected one, and brings it into sight. */
  goTo(index: number, alignment: Alignment = 'nearest'): void {
    if (this.#inputs.source().count === 0) return;
    this.scrollToRow(index, alignment);
    this.selection.choose(this.#clampRow(index));
  }

  /** Back to the end, and stays there. */
  follow(): void {
    this.#inputs.setFollowing(true);
  }

  /** Returns whether the key was one of the table's. */
  onKey(event: KeyboardEvent): boolean {
    const command = tableCommand(event);
    if (command === undefined) return false;
    this.#run(command);
    return true;
  }

  /** A press on a row: chooses, extends with Shift, adds with Ctrl or Command. The menu button keeps a selection it hits. */
  press(index: number, column: string | null, event: MouseEvent): void {
    const mod = event.ctrlKey || event.metaKey;
    this.#stopFollowing();
    this.activeColumn = event.button === 2 ? column : null;
    if (event.button === 2 && this.selection.has(index)) this.selection.active = index;
    else if (event.shiftKey) this.selection.extendTo(index, mod);
    else if (mod && event.button === 0) this.selection.toggle(index);
    else this.selection.choose(index);
    this.scroll.scrollToRow(index);
  }

  #run(command: TableCommand): void {
    const { selection } = this;
    const active = selection.active ?? this.scroll.firstRow;
    switch (command.kind) {
      case 'move': {
        const fromNothing = selection.active === null && command.unit === 'row';
        const step = command.unit === 'page' ? command.by * this.scroll.pageRows : command.by;
        this.#moveTo(fromNothing ? active : active + step, command.extend);
        return;
      }
      case 'edge': {
        const { count } = this.#inputs.source();
        // The end of a live list is the place to follow from; a list that never followed just ends there.
        const isLive = this.#leftAt !== null || this.#inputs.following();
        this.#moveTo(command.edge === 'first' ? 0 : count - 1, command.extend);
        if (command.edge === 'last' && !command.extend && isLive) this.follow();
        return;
      }
      case 'column':
        this.#moveColumn(command.by);
        return;
      case 'selectAll':
        this.#stopFollowing();
        selection.all(this.#inputs.source().count);
        return;
      case 'toggle':
        selection.toggle(this.#clampRow(active));
        return;
      case 'collapseSelection':
        this.activeColumn = null;
        selection.collapse();
        return;
      case 'open':
        if (selection.active !== null) this.#inputs.open(selection.active);
        return;
      case 'copy':
        this.#inputs.copy();
        return;
    }
  }

  #moveTo(index: number, extend: boolean): void {
    if (this.#inputs.source().count === 0) return;
    this.#stopFollowing();
    const target = this.#clampRow(index);
    if (extend) this.selection.extendTo(target);
    else this.selection.choose(target);
    this.scroll.scrollToRow(target);
  }

  #moveColumn(by: 1 | -1): void {
    const columns = visibleColumns(this.#inputs.columns());
    const at = columns.findIndex(({ id }) => id === this.activeColumn);
    // Left of the first cell is the row itself.
    const next = at < 0 && by < 0 ? -1 : Math.min(columns.length - 1, at + by);
    this.activeColumn = columns[next]?.id ?? null;
  }

  #clampRow(index: number): number {
    return Math.max(0, Math.min(index, this.#inputs.source().count - 1));
  }

  #onUserScroll(atEnd: boolean): void {
    if (!atEnd) this.#stopFollowing();
    else if (this.#leftAt !== null && this.#inputs.resumeAtEnd()) this.follow();
  }

  #stopFollowing(): void {
    if (this.#inputs.following()) this.#inputs.setFollowing(false);
  }

  #accept(
    source: RowSource<Row>,
    count: number,
    version: number | string | undefined,
    dropped: number,
    following: boolean,
  ): void {
    if (source !== this.#source) this.#replace(source, dropped);
    this.#cache.resize(count, dropped);
    if (dropped > this.#dropped) this.#shift(dropped - this.#dropped, count);
    else if ((this.selection.active ?? -1) >= count) this.selection.shift(0, count);
    this.#dropped = dropped;
    if (version !== this.#version) {
      this.#version = version;
      this.#cache.refresh();
    }
    if (this.#wasFollowing && !following) this.#leftAt = this.#settled + dropped;
    const isFilling = source.isFilling === true;
    // The last rows found come with the word that there are no more: they are no news either.
    if ((isFilling || this.#wasFilling) && this.#leftAt !== null) this.#leftAt = count + dropped;
    this.#wasFilling = isFilling;
    this.#wasFollowing = following;
    // Nothing is in sight yet, so there is nothing to keep steady.
    if (!following || this.#settled === 0) this.#settled = count;
    else this.#settle();
  }

  #replace(source: RowSource<Row>, dropped: number): void {
    const isFirst = this.#source === undefined;
    this.#source = source;
    this.#version = source.version;
    this.#dropped = dropped;
    // Following may end with the very change of source; what the old rows had followed is no news of the new ones.
    const isLive = this.#leftAt !== null || this.#wasFollowing || this.#inputs.isLive();
    this.#leftAt = isLive ? source.count + dropped : null;
    this.#wasFollowing = false;
    this.#wasFilling = false;
    this.#settled = 0;
    this.#cache.clear();
    this.selection.clear();
    if (!isFirst) this.scroll.scrollTo(0);
  }

  #shift(vanished: number, count: number): void {
    this.selection.shift(vanished, count);
    this.#settled = Math.max(0, this.#settled - vanished);
    this.scroll.scrollTo(this.scroll.position - vanished * this.#inputs.rowHeight());
  }

  /** Lets the table grow to the present end as soon as the rows there are read; what comes meanwhile is the next round. */
  #settle(): void {
    if (this.#settling || this.#source === undefined) return;
    const source = this.#source;
    const { count, dropped = 0 } = source;
    const inSight = Math.ceil(this.scroll.viewportHeight / this.#inputs.rowHeight()) + 1;
    const ready = this.#cache.whenReady(count - inSight, count);
    if (ready === undefined) {
      this.#settled = count;
      return;
    }
    this.#settling = true;
    void ready.then(() => {
      this.#settling = false;
      if (source !== this.#source) return;
      const vanished = this.#dropped - dropped;
      this.#settled = Math.max(0, count - vanished);
      if (this.#inputs.following() && source.count !== this.#settled) this.#settle();
    });
  }
}
