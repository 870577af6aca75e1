/** Behaviour of a row of tabs: roving focus, closing, moving, and what lies out of sight. */

import type { TabItem } from './tab-item.ts';

/** What a dragged tab carries, so that another row or pane knows it. */
export const draggedTabType = 'application/x-streamscope-tab';

export function carriesTab(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes(draggedTabType) ?? false;
}

export interface TabStripInputs {
  readonly items: () => readonly TabItem[];
  readonly active: () => string;
  readonly select: (id: string) => void;
  readonly close: (id: string) => void;
  /** Undefined where tabs have a fixed order. */
  readonly move: () => ((id: string, toIndex: number) => void) | undefined;
  /** Undefined where no tab of another row is taken in. */
  readonly adopt: () => ((id: string, toIndex: number) => void) | undefined;
  readonly dragOut: (id: string) => void;
}

export class TabStrip {
  strip = $state<HTMLElement>();
  /** Whether some tabs are out of sight, so that a menu of all of them is offered. */
  overflows = $state(false);
  /** Whether a tab goes on out of sight before the first pixel of the row, and after the last. */
  isCutAtStart = $state(false);
  isCutAtEnd = $state(false);
  dragged = $state<string | null>(null);
  readonly #inputs: TabStripInputs;

  constructor(inputs: TabStripInputs) {
    this.#inputs = inputs;
  }

  /** Watches the width, and keeps the active tab in sight when it changes; returns the stop function, for an $effect. */
  watchOverflow = (): (() => void) | undefined => {
    const { strip } = this;
    if (strip === undefined) return undefined;
    let width = strip.clientWidth;
    const measure = (): void => {
      this.overflows = strip.scrollWidth > strip.clientWidth + 1;
      this.onScroll();
      if (strip.clientWidth === width) return;
      width = strip.clientWidth;
      this.reveal(this.#inputs.active());
    };
    // It also tells the first sizes, after the layout: to ask for them now would force one more.
    const observer = new ResizeObserver(measure);
    observer.observe(strip);
    for (const tab of strip.children) observer.observe(tab);
    return () => observer.disconnect();
  };

  onScroll = (): void => {
    const { strip } = this;
    if (strip === undefined) return;
    this.isCutAtStart = strip.scrollLeft > 1;
    this.isCutAtEnd = strip.scrollLeft + strip.clientWidth < strip.scrollWidth - 1;
  };

  reveal = (id: string): void => {
    // With its cross, which stands beside the button.
    this.#tabElement(id)?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  onKeyDown = (event: KeyboardEvent, item: TabItem): void => {
    const items = this.#inputs.items();
    const index = items.findIndex(({ id }) => id === item.id);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const move = this.#inputs.move();
    if (step !== 0 && event.ctrlKey && event.shiftKey && move !== undefined) {
      const to = index + step;
      if (to >= 0 && to < items.length) move(item.id, to);
      event.preventDefault();
      // The moved tab is another element after the change, and the focus belongs to it.
      requestAnimationFrame(() => this.#tabElement(item.id)?.focus());
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target =
      step !== 0
        ? this.#nextEnabled(index, step)
        : event.key === 'Home'
          ? this.#nextEnabled(-1, 1)
          : event.key === 'End'
            ? this.#nextEnabled(items.length, -1)
            : undefined;
    if (target !== undefined) {
      event.preventDefault();
      this.#inputs.select(target.id);
      this.#tabElement(target.id)?.focus();
    } else if (event.key === 'Delete' && item.closable) {
      event.preventDefault();
      this.#inputs.close(item.id);
    }
  };

  onDragOver = (event: DragEvent, overId: string): void => {
    const move = this.#inputs.move();
    if (this.dragged === null || move === undefined) return;
    event.preventDefault();
    if (overId === this.dragged) return;
    const to = this.#inputs.items().findIndex(({ id }) => id === overId);
    if (to >= 0) move(this.dragged, to);
  };

  onDragStart = (event: DragEvent, id: string): void => {
    this.dragged = id;
    event.dataTransfer?.setData(draggedTabType, id);
  };

  onDragEnd = (event: DragEvent, id: string): void => {
    this.dragged = null;
    if (event.dataTransfer?.dropEffect === 'none' && isOutside(event)) this.#inputs.dragOut(id);
  };

  onDragOverStrip = (event: DragEvent): void => {
    if (this.#inputs.adopt() !== undefined && carriesTab(event)) event.preventDefault();
  };

  /** A tab of this row has moved already while it was dragged; one of another row moves in now. */
  onDrop = (event: DragEvent): void => {
    const id = event.dataTransfer?.getData(draggedTabType) ?? '';
    const items = this.#inputs.items();
    if (id === '' || items.some((item) => item.id === id)) return;
    event.preventDefault();
    const over = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop-id]') : null;
    const index = items.findIndex((item) => item.id === over?.dataset['dropId']);
    this.#inputs.adopt()?.(id, index < 0 ? items.length : index);
  };

  #nextEnabled(from: number, step: number): TabItem | undefined {
    const items = this.#inputs.items();
    for (let offset = 1; offset <= items.length; offset += 1) {
      const item = items[(from + step * offset + items.length * 2) % items.length];
      if (item !== undefined && !item.disabled) return item;
    }
    return undefined;
  }

  #tabElement(id: string): HTMLElement | undefined {
    const tabs = this.strip?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [];
    return [...tabs].find((tab) => tab.dataset['tabId'] === id);
  }
}

/** Of the window. */
function isOutside({ clientX, clientY }: DragEvent): boolean {
  return clientX < 0 || clientY < 0 || clientX > innerWidth || clientY > innerHeight;
}
