import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { GrowingSource } from './growing-source.svelte.ts';
import type { TableReport } from './table-report.ts';
import TableFixture from './TableFixture.svelte';

const TEN_MILLION = 10_000_000;
const ROW_HEIGHT = 26;

const mount = async (count: number, following = false) => {
  const source = new GrowingSource(count);
  const report: TableReport = {};
  const screen = await render(TableFixture, { source, report, following });
  const grid = screen.container.querySelector<HTMLElement>('[role="grid"]');
  const scroller = screen.container.querySelector<HTMLElement>('.scroller');
  if (grid === null || scroller === null) throw new Error('The table did not appear.');
  await vi.waitFor(() => expect(visibleIndices(scroller).length).toBeGreaterThan(10));
  return { source, report, grid, scroller, screen };
};

const rowsIn = (scroller: HTMLElement): readonly HTMLElement[] => [
  ...scroller.querySelectorAll<HTMLElement>('[data-row]'),
];

/** Rows that are wholly or partly between the header and the bottom edge. */
const visibleIndices = (scroller: HTMLElement): readonly number[] => {
  const header = scroller.querySelector('[role="columnheader"]')?.getBoundingClientRect().bottom ?? 0;
  const { bottom } = scroller.getBoundingClientRect();
  return rowsIn(scroller)
    .filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > header + 1 && box.top < bottom - 1;
    })
    .map((row) => Number(row.dataset['row']));
};

const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

const scrolledBy = async (scroller: HTMLElement, change: () => void): Promise<void> => {
  const scrolled = new Promise((resolve) => {
    scroller.addEventListener('scroll', resolve, { once: true });
  });
  change();
  await scrolled;
  await nextFrame();
};

describe('a virtual table of ten million rows', () => {
  it('keeps its element far below the height Chromium can make and says its true number of rows', async () => {
    const { grid, scroller } = await mount(TEN_MILLION);
    expect(scroller.scrollHeight).toBeLessThan(33_554_428);
    expect(grid.getAttribute('aria-rowcount')).toBe(String(TEN_MILLION + 1));
    expect(rowsIn(scroller).length).toBeLessThan(40);
  });

  it('lands on any row it is sent to, that very row at the top of the rows', async () => {
    const { report, scroller } = await mount(TEN_MILLION);
    for (const index of [0, 1, 769, 770, 5_000_000, 7_654_321, 9_999_000, 123_456]) {
      report.table?.scrollToRow(index, 'start');
      flushSync();
      await nextFrame();
      expect(visibleIndices(scroller)[0]).toBe(index);
      const first = rowsIn(scroller).find((row) => row.dataset['row'] === String(index));
      expect(first?.textContent).toContain(String(index));
    }
  });

  it('shows the very last row at the bottom, wholly', async () => {
    const { report, scroller } = await mount(TEN_MILLION);
    report.table?.scrollToRow(TEN_MILLION - 1, 'end');
    flushSync();
    await nextFrame();
    const last = rowsIn(scroller).at(-1);
    expect(last?.dataset['row']).toBe(String(TEN_MILLION - 1));
    expect(last?.getBoundingClientRect().bottom).toBeLessThanOrEqual(
      scroller.getBoundingClientRect().bottom + 1,
    );
    expect(scroller.scrollTop).toBeCloseTo(scroller.scrollHeight - scroller.clientHeight, 0);
  });

  it('goes with the scroll bar: half way down the bar is half way down the rows', async () => {
    const { scroller } = await mount(TEN_MILLION);
    await scrolledBy(scroller, () => {
      scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) / 2;
    });
    expect(Math.abs((visibleIndices(scroller)[0] ?? 0) - TEN_MILLION / 2)).toBeLessThan(100);
    await scrolledBy(scroller, () => {
      scroller.scrollTop = scroller.scrollHeight;
    });
    expect(visibleIndices(scroller).at(-1)).toBe(TEN_MILLION - 1);
    await scrolledBy(scroller, () => {
      scroller.scrollTop = 0;
    });
    expect(visibleIndices(scroller)[0]).toBe(0);
  });

  it('moves a few rows for one step of the wheel, in the middle as at the ends', async () => {
    const { report, scroller } = await mount(TEN_MILLION);
    for (const start of [1000, 4_321_000, 9_990_000]) {
      report.table?.scrollToRow(start, 'start');
      flushSync();
      await nextFrame();
      await scrolledBy(scroller, () => scroller.scrollBy(0, 4 * ROW_HEIGHT));
      expect(visibleIndices(scroller)[0]).toBe(start + 4);
      await scrolledBy(scroller, () => scroller.scrollBy(0, -2 * ROW_HEIGHT));
      expect(visibleIndices(scroller)[0]).toBe(start + 2);
    }
  });

  it('asks only for the pages in sight when the scroll bar is dragged across everything', async () => {
    const { source, scroller } = await mount(TEN_MILLION);
    let release = (): void => undefined;
    source.gate = () =>
      new Promise((resolve) => {
        const before = release;
        release = () => {
          before();
          resolve();
        };
      });
    source.requests.length = 0;
    for (let step = 1; step <= 60; step += 1) {
      await scrolledBy(scroller, () => {
        scroller.scrollTop = (scroller.scrollHeight * step) / 61;
      });
    }
    expect(source.requests.length).toBeLessThanOrEqual(4);
    expect(rowsIn(scroller)[0]?.getAttribute('aria-busy')).toBe('true');
    source.gate = undefined;
    release();
    await vi.waitFor(() => expect(rowsIn(scroller).some((row) => row.hasAttribute('aria-busy'))).toBe(false));
    expect(source.requests.length).toBeLessThan(10);
  });

  it('shows nothing of the rows before where rows are being read, and bars only if that takes long', async () => {
    const { source, report, scroller } = await mount(TEN_MILLION);
    let release = (): void => undefined;
    source.gate = () => new Promise((resolve) => (release = resolve));
    const [row] = rowsIn(scroller);
    report.table?.scrollToRow(5_000_000, 'start');
    flushSync();
    const cell = row?.querySelector<HTMLElement>('[data-column="number"]');
    expect(row?.dataset['row']).toBe('5000000');
    expect(row && getComputedStyle(row).contentVisibility).toBe('hidden');
    expect(row?.getBoundingClientRect().height).toBe(ROW_HEIGHT);
    expect(scroller.querySelector('.skeleton')).toBeNull();
    await vi.waitFor(() =>
      expect(rowsIn(scroller).every((one) => one.querySelector('.skeleton'))).toBe(true),
    );
    release();
    await vi.waitFor(() => expect(cell?.textContent).toContain('5000000'));
    expect(row && getComputedStyle(row).contentVisibility).toBe('visible');
    expect(scroller.querySelector('.skeleton')).toBeNull();
    expect(rowsIn(scroller)[0]).toBe(row);
  });

  it('is walked by keys: arrows, pages, both ends, and Shift extends', async () => {
    const { report, scroller, grid } = await mount(TEN_MILLION);
    report.table?.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(report.selection).toMatchObject({ active: 0, size: 1 });
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(report.selection).toMatchObject({ active: 2, size: 1 });
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(report.selection).toMatchObject({ active: 4, size: 3, ranges: [{ first: 2, last: 4 }] });
    await userEvent.keyboard('{End}');
    expect(report.selection?.active).toBe(TEN_MILLION - 1);
    await nextFrame();
    expect(visibleIndices(scroller).at(-1)).toBe(TEN_MILLION - 1);
    expect(document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.dataset['row']).toBe(
      String(TEN_MILLION - 1),
    );
    await userEvent.keyboard('{PageUp}');
    expect(report.selection?.active).toBeLessThan(TEN_MILLION - 15);
    await userEvent.keyboard('{Home}');
    expect(report.selection?.active).toBe(0);
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(report.selection).toMatchObject({
      size: TEN_MILLION,
      ranges: [{ first: 0, last: TEN_MILLION - 1 }],
    });
    await userEvent.keyboard('{Enter}');
    expect(report.opened).toBe(0);
  });
});

describe('a virtual table whose size changes', () => {
  it('keeps its first row in sight, whatever its height becomes, in the middle of ten million rows', async () => {
    const { report, scroller, screen } = await mount(TEN_MILLION);
    report.table?.scrollToRow(7_654_321, 'start');
    flushSync();
    await nextFrame();
    for (const height of [300, 900, 600]) {
      await screen.rerender({ height });
      await nextFrame();
      expect(visibleIndices(scroller)[0]).toBe(7_654_321);
    }
  });

  it('keeps its last row in sight while it follows', async () => {
    const { source, scroller, screen } = await mount(5_000, true);
    for (const height of [300, 900, 600]) {
      source.count += 777;
      await screen.rerender({ height });
      await nextFrame();
      await vi.waitFor(() => expect(visibleIndices(scroller).at(-1)).toBe(source.count - 1));
    }
  });

  it('tells which rows are in sight', async () => {
    const { report, scroller } = await mount(TEN_MILLION);
    report.table?.scrollToRow(123_456, 'start');
    flushSync();
    await nextFrame();
    expect(report.sight?.first).toBe(123_456);
    expect(report.sight?.last).toBeGreaterThanOrEqual(visibleIndices(scroller).at(-1) ?? Number.NaN);
  });
});

describe('a virtual table that follows its end', () => {
  it('keeps the newest row in sight while ten thousand rows a second arrive', async () => {
    const { source, scroller } = await mount(1000, true);
    for (let push = 0; push < 20; push += 1) {
      source.count += 500;
      await nextFrame();
      expect(visibleIndices(scroller).at(-1)).toBe(source.count - 1);
    }
  });

  it('shows rows that are read, never empty ones, while reading lags behind', async () => {
    const { source, scroller } = await mount(5000, true);
    source.gate = nextFrame;
    for (let push = 0; push < 20; push += 1) {
      source.count += 500;
      await nextFrame();
      expect(rowsIn(scroller).filter((row) => row.hasAttribute('aria-busy'))).toHaveLength(0);
    }
    await vi.waitFor(() => expect(visibleIndices(scroller).at(-1)).toBe(source.count - 1));
  });

  it('lets go when scrolled up, counts what is new, moves nothing, and goes back by its button', async () => {
    const { source, report, scroller, screen } = await mount(1000, true);
    await scrolledBy(scroller, () => scroller.scrollBy(0, -200));
    expect(report.following).toBe(false);
    const before = visibleIndices(scroller);
    source.count += 312;
    await nextFrame();
    expect(visibleIndices(scroller)).toEqual(before);
    await screen.getByRole('button', { name: '312 new' }).click();
    await nextFrame();
    expect(report.following).toBe(true);
    expect(visibleIndices(scroller).at(-1)).toBe(1311);
  });

  it('tells of no new rows while they stand in sight, and then only of those below', async () => {
    const { source, report, scroller, screen } = await mount(14, true);
    const [, , third] = rowsIn(scroller);
    if (third === undefined) throw new Error('The row is not there.');
    await userEvent.click(third);
    expect(report.following).toBe(false);
    source.count = 18;
    await nextFrame();
    expect(visibleIndices(scroller).at(-1)).toBe(17);
    await expect.element(screen.getByRole('button', { name: /new$/ })).not.toBeInTheDocument();
    source.count = 200;
    await nextFrame();
    const wholly = Math.floor((scroller.clientHeight - ROW_HEIGHT) / ROW_HEIGHT);
    await expect.element(screen.getByRole('button', { name: `${200 - wholly} new` })).toBeVisible();
  });

  it('tells of new rows of other data as well, but not of those that are still being found', async () => {
    const { scroller, screen } = await mount(1000, true);
    await scrolledBy(scroller, () => scroller.scrollBy(0, -200));
    const found = new GrowingSource(400);
    found.isFilling = true;
    await screen.rerender({ source: found, following: false });
    found.count = 500;
    await nextFrame();
    await expect.element(screen.getByRole('button', { name: /new$/ })).not.toBeInTheDocument();
    // The last ones found come together with the word that there are no more.
    found.count = 530;
    found.isFilling = false;
    await nextFrame();
    await expect.element(screen.getByRole('button', { name: /new$/ })).not.toBeInTheDocument();
    found.count = 537;
    await expect.element(screen.getByRole('button', { name: '7 new' })).toBeVisible();
  });

  it('keeps what is in sight in sight when a row is pressed, and when following is switched off from outside', async () => {
    const { source, report, scroller, screen } = await mount(1000, true);
    source.count += 777;
    await nextFrame();
    const inSight = visibleIndices(scroller);
    const pressed = rowsIn(scroller).find((row) => row.dataset['row'] === '1770');
    if (pressed === undefined) throw new Error('The row is not there.');
    await userEvent.click(pressed);
    source.count += 500;
    await nextFrame();
    expect(report.following).toBe(false);
    expect(report.selection?.active).toBe(1770);
    expect(visibleIndices(scroller).at(-1)).toBe(inSight.at(-1));

    await screen.rerender({ following: true });
    await nextFrame();
    expect(visibleIndices(scroller).at(-1)).toBe(2276);
    source.count += 100;
    await nextFrame();
    await screen.rerender({ following: false });
    source.count += 900;
    await nextFrame();
    expect(visibleIndices(scroller).at(-1)).toBe(2376);
    await expect.element(screen.getByRole('button', { name: '900 new' })).toBeVisible();
  });

  it('follows again when scrolled to the very end, and when End is pressed', async () => {
    const { source, report, scroller } = await mount(1000, true);
    await scrolledBy(scroller, () => scroller.scrollBy(0, -500));
    expect(report.following).toBe(false);
    await scrolledBy(scroller, () => scroller.scrollBy(0, 5000));
    expect(report.following).toBe(true);
    report.table?.focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(report.following).toBe(false);
    source.count += 10;
    await userEvent.keyboard('{End}');
    expect(report.following).toBe(true);
    await nextFrame();
    expect(visibleIndices(scroller).at(-1)).toBe(1009);
  });

  it('keeps the same rows in sight when old ones are dropped at the beginning', async () => {
    const { source, report, scroller } = await mount(10_000);
    report.table?.goTo(5000, 'start');
    flushSync();
    await nextFrame();
    const text = rowsIn(scroller)[0]?.textContent;
    source.dropped = 1000;
    source.count = 9000;
    await nextFrame();
    expect(visibleIndices(scroller)[0]).toBe(4000);
    expect(rowsIn(scroller)[0]?.textContent).toBe(text);
    expect(report.selection).toMatchObject({ active: 4000, ranges: [{ first: 4000, last: 4000 }] });
  });
});

describe('the columns of a virtual table', () => {
  it('are resized by dragging their edge', async () => {
    const { report, screen } = await mount(100);
    const edge = screen.container.querySelector<HTMLElement>(
      '[role="columnheader"][data-column="key"] .edge',
    );
    if (edge === null) throw new Error('The column has no edge.');
    const { left, top } = edge.getBoundingClientRect();
    const at = (x: number) => ({ bubbles: true, button: 0, pointerId: 1, clientX: x, clientY: top + 5 });
    edge.setPointerCapture = () => undefined;
    edge.dispatchEvent(new PointerEvent('pointerdown', at(left + 4)));
    edge.dispatchEvent(new PointerEvent('pointermove', at(left + 64)));
    edge.dispatchEvent(new PointerEvent('pointerup', at(left + 64)));
    await nextFrame();
    expect(report.columns?.find(({ id }) => id === 'key')?.width).toBe(180);
  });

  it('are resized and moved by keys', async () => {
    const { report, screen } = await mount(100);
    const header = screen.container.querySelector<HTMLElement>('[role="columnheader"][data-column="number"]');
    header?.focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(report.columns?.[0]).toMatchObject({ id: 'number', width: 126 });
    await userEvent.keyboard('{Control>}{Shift>}{ArrowRight}{/Shift}{/Control}');
    expect(report.columns?.map(({ id }) => id)).toEqual(['key', 'number', 'size', 'value']);
  });

  it('ask for the menu of a title with Enter, and by the right button', async () => {
    const { report, screen } = await mount(100);
    const title = screen.container.querySelector<HTMLElement>('[role="columnheader"][data-column="key"]');
    title?.focus();
    await userEvent.keyboard('{Enter}');
    expect(report.headerMenu).toBe('key');
    const size = screen.container.querySelector('[role="columnheader"][data-column="size"]');
    if (size === null) throw new Error('The column is not there.');
    await userEvent.click(size, { button: 'right' });
    expect(report.headerMenu).toBe('size');
  });

  it('become as wide as what they show when their edge is pressed twice, narrower as well as wider', async () => {
    const { report, screen } = await mount(100);
    const edge = screen.container.querySelector('[role="columnheader"][data-column="key"] .edge');
    if (edge === null) throw new Error('The column has no edge.');
    await userEvent.dblClick(edge);
    const fitted = report.columns?.find(({ id }) => id === 'key')?.width ?? 0;
    expect(fitted).toBeGreaterThan(40);
    expect(fitted).toBeLessThan(120);
    for (const cell of screen.container.querySelectorAll('[role="gridcell"][data-column="key"]'))
      expect(cell.scrollWidth).toBeLessThanOrEqual(cell.clientWidth);
  });

  it('leave where there is no room, in their order, and come back with it', async () => {
    const { screen } = await mount(100);
    const titles = () =>
      [...screen.container.querySelectorAll<HTMLElement>('[role="columnheader"]')].map(
        ({ dataset }) => dataset['column'],
      );
    await screen.rerender({ width: 420 });
    await vi.waitFor(() => expect(titles()).toEqual(['key', 'value']));
    await screen.rerender({ width: 1000 });
    await vi.waitFor(() => expect(titles()).toEqual(['number', 'key', 'size', 'value']));
  });

  it('tell the context menu which cell was meant', async () => {
    const { report, scroller } = await mount(100);
    const cell = scroller.querySelector<HTMLElement>('[data-row="3"] [data-column="key"]');
    if (cell === null) throw new Error('The row is not there.');
    await userEvent.click(cell, { button: 'right' });
    expect(report.menu).toMatchObject({ index: 3, column: 'key' });
    expect(report.selection?.active).toBe(3);
  });
});

describe('a virtual table whose rows cannot be read', () => {
  it('says so and reads again when asked', async () => {
    const { source, report, scroller, screen } = await mount(100_000);
    source.gate = () => Promise.reject(new Error('disk gone'));
    report.table?.scrollToRow(50_000, 'start');
    await expect.element(screen.getByText('disk gone')).toBeVisible();
    source.gate = undefined;
    await screen.getByRole('button', { name: 'Read again' }).click();
    await vi.waitFor(() => expect(rowsIn(scroller)[0]?.textContent).toContain('50000'));
  });
});
