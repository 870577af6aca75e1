/** Ties a scrolled element to a position in rows: reads the person's scrolling, writes ours, and keeps the two apart. */

import { untrack } from 'svelte';
import {
  clampPosition,
  createScrollSpace,
  followScroll,
  isNearFalseEnd,
  positionOfRow,
  scrollTopOf,
  type Alignment,
} from './scroll-space.ts';

export interface VirtualScrollInputs {
  readonly count: () => number;
  readonly rowHeight: () => number;
  /** While true the end stays in sight, however much is added. */
  readonly pinned?: () => boolean;
  /** The person scrolled. `atEnd`: the last row is in sight. */
  readonly onUserScroll?: (atEnd: boolean) => void;
}

/** A scroll event this near to what we wrote is the echo of our own write. */
const ECHO_PX = 0.75;

export class VirtualScroll {
  readonly #inputs: VirtualScrollInputs;
  /** Height of the rows' viewport, px; the component measures it. */
  viewportHeight = $state(0);
  /** Width of the rows' viewport without a scroll bar, px; 0 until it is measured. */
  viewportWidth = $state(0);
  #wanted = $state(0);
  #element: HTMLElement | undefined;
  #lastScrollTop = 0;
  #dragging = false;
  #scrolling = false;

  readonly space = $derived.by(() =>
    createScrollSpace(this.#inputs.count() * this.#inputs.rowHeight(), this.viewportHeight),
  );
  /** Pixels of content above the first pixel in sight. */
  readonly position = $derived.by(() =>
    this.#inputs.pinned?.() ? this.space.maxPosition : clampPosition(this.space, this.#wanted),
  );
  readonly firstRow = $derived.by(() => Math.floor(this.position / this.#inputs.rowHeight()));
  /** Rows that are in sight at least in part, never more than exist. */
  readonly rowsInSight = $derived.by(() => {
    const span = Math.ceil(this.viewportHeight / this.#inputs.rowHeight()) + 1;
    return Math.max(0, Math.min(span, this.#inputs.count() - this.firstRow));
  });
  /** Rows wholly in sight: the step of PageUp and PageDown, at least one. */
  readonly pageRows = $derived.by(() =>
    Math.max(1, Math.floor(this.viewportHeight / this.#inputs.rowHeight()) - 1),
  );
  /** The first row that is not wholly in sight at the lower edge; the count when the end is in sight. */
  readonly firstRowBelow = $derived.by(() => {
    const edge = (this.position + this.viewportHeight + 1) / this.#inputs.rowHeight();
    return Math.min(Math.floor(edge), this.#inputs.count());
  });
  /** How far the first row is moved up so that the position is met exactly, px. */
  readonly offset = $derived.by(() => this.firstRow * this.#inputs.rowHeight() - this.position);

  constructor(inputs: VirtualScrollInputs) {
    this.#inputs = inputs;
  }

  get atEnd(): boolean {
    return this.position >= this.space.maxPosition - 1;
  }

  scrollTo(position: number): void {
    this.#scrolling = false;
    this.#wanted = clampPosition(this.space, position);
  }

  scrollToRow(index: number, alignment: Alignment = 'nearest'): void {
    this.scrollTo(positionOfRow(this.space, this.#inputs.rowHeight(), index, this.position, alignment));
  }

  /** Svelte attachment for the scrolled element. */
  attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    this.#lastScrollTop = element.scrollTop;
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener('scroll', this.#onScroll, { passive: true, signal });
    element.addEventListener('scrollend', this.#onRest, { passive: true, signal });
    element.addEventListener('wheel', this.#onWheel, { passive: true, signal });
    element.addEventListener('pointerdown', this.#onPointerDown, { passive: true, signal });
    window.addEventListener('pointerup', this.#onPointerUp, { passive: true, signal });

    $effect(() => {
      void this.space;
      const { position } = this;
      untrack(() => {
        // The end that was pinned is where the eye stays when it is let go.
        if (this.#inputs.pinned?.()) this.#wanted = position;
        this.#writeScrollTop();
      });
    });

    return () => {
      listening.abort();
      this.#element = undefined;
    };
  };

  #writeScrollTop(): void {
    const element = this.#element;
    if (element === undefined || this.#dragging) return;
    const pinned = this.#inputs.pinned?.() ?? false;
    const place = { position: this.position, scrollTop: this.#lastScrollTop };
    // Writing while a wheel's momentum runs would stop it, so it waits for rest unless the element is about to hit its end.
    if (this.#scrolling && !pinned && !isNearFalseEnd(this.space, place)) return;
    const target = scrollTopOf(this.space, this.position);
    if (Math.abs(element.scrollTop - target) >= ECHO_PX) element.scrollTop = target;
    this.#lastScrollTop = element.scrollTop;
  }

  #onScroll = (): void => {
    const element = this.#element;
    if (element === undefined) return;
    const { scrollTop } = element;
    if (Math.abs(scrollTop - this.#lastScrollTop) < ECHO_PX) return;
    // A pane that grew pulls its end up by itself: while the end is pinned, standing at it is no scrolling by a person.
    const isAtItsEnd = scrollTop + element.clientHeight >= element.scrollHeight - 1;
    if (isAtItsEnd && !this.#dragging && this.#inputs.pinned?.()) {
      this.#lastScrollTop = scrollTop;
      return;
    }
    const before = { position: this.position, scrollTop: this.#lastScrollTop };
    this.#scrolling = true;
    this.#lastScrollTop = scrollTop;
    this.#wanted = followScroll(this.space, before, scrollTop, this.#dragging);
    this.#inputs.onUserScroll?.(this.#wanted >= this.space.maxPosition - 1);
  };

  #onRest = (): void => {
    this.#scrolling = false;
    this.#dragging = false;
    this.#writeScrollTop();
  };

  /** Upwards means "let me look": said before the scroll itself, which a growing end could otherwise undo. */
  #onWheel = (event: WheelEvent): void => {
    if (event.deltaY >= 0 || event.ctrlKey || event.shiftKey || this.space.maxPosition === 0) return;
    if (!this.#inputs.pinned?.()) return;
    this.#scrolling = true;
    this.#inputs.onUserScroll?.(false);
  };

  /** The rows cover the element wholly, so a press on the element itself is a press on its scroll bar. */
  #onPointerDown = (event: PointerEvent): void => {
    if (event.target !== this.#element) return;
    this.#dragging = true;
  };

  #onPointerUp = (): void => {
    if (this.#dragging) this.#onRest();
  };
}
