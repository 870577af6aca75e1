/**
 * What virtual-scroll owns: showing any number of rows of one height through a native scroll bar.
 *
 * This file: the arithmetic of two coordinate systems. The *position* is where the eye is, in pixels of the whole
 * content (10 M rows of 26 px: 260,000,000). The *scroll top* is where the element is. Chromium makes no element taller
 * than 33,554,428 px, so beyond MAX_PHYSICAL_PX the element is shorter than the content and the two differ:
 * near both ends they go 1:1, between them the scroll bar is compressed. Wheel steps always move the position 1:1.
 */

/** Height of the tallest element made. Far below Chromium's limit, because page zoom multiplies it (500 %: 20 M). */
export const MAX_PHYSICAL_PX = 4_000_000;

/** How much at either end is never compressed, so that a wheel meets the very first and last rows exactly. */
export const PRECISE_EDGE_PX = 20_000;

/** A scroll of at most this many viewports is a movement of the eye; a longer one is a drag to another place. */
const MAX_STEP_VIEWPORTS = 1.5;

export interface ScrollSpace {
  /** Height of all rows, px. */
  readonly contentHeight: number;
  /** Height of what is seen, px. */
  readonly viewportHeight: number;
  /** Height of the element that is scrolled, px. */
  readonly physicalHeight: number;
  /** The last position, px; 0 when everything is in sight. */
  readonly maxPosition: number;
  /** The last scroll top, px. */
  readonly maxScrollTop: number;
}

export const createScrollSpace = (contentHeight: number, viewportHeight: number): ScrollSpace => {
  const content = Math.max(0, contentHeight);
  const viewport = Math.max(0, viewportHeight);
  const physical = Math.min(content, Math.max(MAX_PHYSICAL_PX, viewport));
  return {
    contentHeight: content,
    viewportHeight: viewport,
    physicalHeight: physical,
    maxPosition: Math.max(0, content - viewport),
    maxScrollTop: Math.max(0, physical - viewport),
  };
};

export const clampPosition = (space: ScrollSpace, position: number): number =>
  Number.isNaN(position) ? 0 : Math.min(Math.max(0, position), space.maxPosition);

const isCompressed = (space: ScrollSpace): boolean => space.maxPosition > space.maxScrollTop;

const edgeOf = (space: ScrollSpace): number => Math.min(PRECISE_EDGE_PX, space.maxScrollTop / 4);

/** Where the scroll bar stands for a position. Inverse of positionOf. */
export const scrollTopOf = (space: ScrollSpace, position: number): number => {
  const { maxPosition, maxScrollTop } = space;
  const at = clampPosition(space, position);
  if (!isCompressed(space)) return at;
  const edge = edgeOf(space);
  if (at <= edge) return at;
  if (at >= maxPosition - edge) return maxScrollTop - (maxPosition - at);
  return edge + ((at - edge) * (maxScrollTop - 2 * edge)) / (maxPosition - 2 * edge);
};

/** The position a scroll bar stands for. Inverse of scrollTopOf. */
export const positionOf = (space: ScrollSpace, scrollTop: number): number => {
  const { maxPosition, maxScrollTop } = space;
  const at = Math.min(Math.max(0, scrollTop), maxScrollTop);
  if (!isCompressed(space)) return at;
  const edge = edgeOf(space);
  if (at <= edge) return at;
  if (at >= maxScrollTop - edge) return maxPosition - (maxScrollTop - at);
  return edge + ((at - edge) * (maxPosition - 2 * edge)) / (maxScrollTop - 2 * edge);
};

export interface ScrollPlace {
  readonly position: number;
  readonly scrollTop: number;
}

/**
 * The position after the element scrolled. A step of the wheel moves by as many pixels as the element did; a drag of
 * the scroll bar (`dragging`, or a leap no wheel makes) goes to the place the bar stands for.
 */
export const followScroll = (
  space: ScrollSpace,
  before: ScrollPlace,
  scrollTop: number,
  dragging: boolean,
): number => {
  if (!isCompressed(space)) return clampPosition(space, scrollTop);
  const step = scrollTop - before.scrollTop;
  const isStep = Math.abs(step) <= space.viewportHeight * MAX_STEP_VIEWPORTS;
  return dragging || !isStep ? positionOf(space, scrollTop) : clampPosition(space, before.position + step);
};

/**
 * Whether steps have brought the element so near its end that it would stop before the content does. Then the scroll
 * top must be put right at once instead of when scrolling rests.
 */
export const isNearFalseEnd = (space: ScrollSpace, place: ScrollPlace): boolean => {
  if (!isCompressed(space)) return false;
  const margin = edgeOf(space) / 2;
  const truth = scrollTopOf(space, place.position);
  return (
    (place.scrollTop < margin && truth >= margin) ||
    (place.scrollTop > space.maxScrollTop - margin && truth <= space.maxScrollTop - margin)
  );
};

export type Alignment = 'nearest' | 'start' | 'center' | 'end';

/** The position that brings a row into sight. 'nearest' stays put when the row is in sight as a whole. */
export const positionOfRow = (
  space: ScrollSpace,
  rowHeight: number,
  index: number,
  position: number,
  alignment: Alignment,
): number => {
  const top = index * rowHeight;
  const start = top;
  const end = top + rowHeight - space.viewportHeight;
  switch (alignment) {
    case 'start':
      return clampPosition(space, start);
    case 'end':
      return clampPosition(space, end);
    case 'center':
      return clampPosition(space, top - (space.viewportHeight - rowHeight) / 2);
    case 'nearest':
      if (top < position) return clampPosition(space, start);
      return end > position ? clampPosition(space, end) : clampPosition(space, position);
  }
};
