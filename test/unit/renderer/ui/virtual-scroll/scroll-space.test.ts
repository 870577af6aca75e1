import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createScrollSpace,
  followScroll,
  isNearFalseEnd,
  MAX_PHYSICAL_PX,
  positionOf,
  positionOfRow,
  PRECISE_EDGE_PX,
  scrollTopOf,
} from '../../../../../src/renderer/ui/virtual-scroll/scroll-space.ts';

const anySpace = fc
  .record({ rows: fc.integer({ min: 0, max: 100_000_000 }), viewport: fc.integer({ min: 0, max: 3000 }) })
  .map(({ rows, viewport }) => createScrollSpace(rows * 26, viewport));
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a scroll space', () => {
  it('is as tall as its content until that is too tall for an element', () => {
    expect(createScrollSpace(26_000, 600)).toMatchObject({ physicalHeight: 26_000, maxPosition: 25_400 });
    expect(createScrollSpace(260_000_000, 600).physicalHeight).toBe(MAX_PHYSICAL_PX);
  });

  it('has nowhere to scroll when everything is in sight', () => {
    expect(createScrollSpace(100, 600)).toMatchObject({ maxPosition: 0, maxScrollTop: 0 });
  });

  it('goes 1:1 while nothing is compressed', () => {
    const space = createScrollSpace(26_000, 600);
    expect(scrollTopOf(space, 1234)).toBe(1234);
    expect(positionOf(space, 1234)).toBe(1234);
  });

  it('goes 1:1 near both ends even when compressed', () => {
    const space = createScrollSpace(260_000_000, 600);
    expect(scrollTopOf(space, 500)).toBe(500);
    expect(space.maxScrollTop - scrollTopOf(space, space.maxPosition - 500)).toBe(500);
    expect(scrollTopOf(space, PRECISE_EDGE_PX)).toBe(PRECISE_EDGE_PX);
  });

  it('maps every position to a scroll top within bounds, and back to itself', () => {
    fc.assert(
      fc.property(anySpace, share, (space, at) => {
        const position = space.maxPosition * at;
        const scrollTop = scrollTopOf(space, position);
        expect(scrollTop).toBeGreaterThanOrEqual(0);
        expect(scrollTop).toBeLessThanOrEqual(space.maxScrollTop);
        expect(positionOf(space, scrollTop)).toBeCloseTo(position, 2);
      }),
    );
  });

  it('never goes back when the scroll bar goes on', () => {
    fc.assert(
      fc.property(anySpace, share, share, (space, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(positionOf(space, space.maxScrollTop * low)).toBeLessThanOrEqual(
          positionOf(space, space.maxScrollTop * high),
        );
      }),
    );
  });

  it('moves the position by as many pixels as a wheel step, wherever it is', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: -600, max: 600 }), (at, step) => {
        const space = createScrollSpace(260_000_000, 600);
        const position = 100_000 + (space.maxPosition - 200_000) * at;
        const scrollTop = scrollTopOf(space, position);
        const moved = followScroll(space, { position, scrollTop }, scrollTop + step, false);
        expect(moved).toBeCloseTo(position + step, 3);
      }),
    );
  });

  it('goes to the place of the bar when the bar is dragged, however little', () => {
    const space = createScrollSpace(260_000_000, 600);
    const place = { position: 100_000_000, scrollTop: scrollTopOf(space, 100_000_000) };
    expect(followScroll(space, place, place.scrollTop + 10, true)).toBeCloseTo(
      positionOf(space, place.scrollTop + 10),
      6,
    );
    expect(followScroll(space, place, place.scrollTop + 50_000, false)).toBeCloseTo(
      positionOf(space, place.scrollTop + 50_000),
      6,
    );
  });

  it('notices when the element is about to end before the content does', () => {
    const space = createScrollSpace(260_000_000, 600);
    expect(isNearFalseEnd(space, { position: 1_000_000, scrollTop: 3000 })).toBe(true);
    expect(isNearFalseEnd(space, { position: 3000, scrollTop: 3000 })).toBe(false);
    expect(isNearFalseEnd(space, { position: 1_000_000, scrollTop: space.maxScrollTop - 10 })).toBe(true);
    expect(isNearFalseEnd(space, { position: space.maxPosition, scrollTop: space.maxScrollTop })).toBe(false);
  });

  it('brings a row into sight, and stays when it is in sight already', () => {
    const space = createScrollSpace(26_000, 260);
    expect(positionOfRow(space, 26, 100, 0, 'start')).toBe(2600);
    expect(positionOfRow(space, 26, 100, 0, 'end')).toBe(2600 + 26 - 260);
    expect(positionOfRow(space, 26, 100, 0, 'center')).toBe(2600 - 117);
    expect(positionOfRow(space, 26, 100, 2500, 'nearest')).toBe(2500);
    expect(positionOfRow(space, 26, 5, 2500, 'nearest')).toBe(130);
    expect(positionOfRow(space, 26, 999, 0, 'start')).toBe(space.maxPosition);
  });
});
