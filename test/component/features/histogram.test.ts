import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Mark } from '../../../src/shared/contract/schemas/mark.ts';
import { defaultSettings } from '../../../src/shared/contract/schemas/settings.ts';
import { liveService, openWindow } from './open-window.ts';
import { history, message, observePlan, stream } from './sample-data.ts';

const savedOrders = {
  connectionId: 'one',
  fullName: stream('orders').fullName,
  name: 'orders',
  plan: observePlan,
};
const from = Date.UTC(2026, 10, 23, 14, 0, 0);

/** Four hundred rows in four stretches of ten seconds: 100, 0, 200, 100; a few of them went wrong. */
function fourHundred() {
  return liveService()
    .answer('settings.read', () => ({
      ...defaultSettings(),
      timeZone: 'utc' as const,
      workspace: { tabs: [savedOrders] },
    }))
    .answer('history.streams', () => [history({ count: 400, lastSeq: 400 })])
    .answer('history.rows', ({ from: first, count }) => ({
      rows: Array.from({ length: Math.max(0, Math.min(count, 400 - first)) }, (_, at) =>
        message(first + at + 1),
      ),
      total: 400,
    }))
    .answer('history.histogram', () => ({
      from,
      stepMs: 10_000,
      starts: [0, 100, 100, 300, 400],
      troubled: [0, 0, 7, 0],
    }));
}

const marked = (seq: number, seconds: number, change: Partial<Mark> = {}): Mark => ({
  seq,
  colour: 'red',
  comment: '',
  createdAt: 0,
  changedAt: 0,
  isStored: true,
  messageId: 'CAAQAw==',
  key: null,
  publishTime: null,
  receivedAt: from + seconds * 1_000,
  ...change,
});

const slider = page.getByRole('slider', { name: /Messages over time/ });
const ticks = page.getByRole('group', { name: 'Marked messages over time' }).getByRole('button');
const valueText = () => slider.element().getAttribute('aria-valuetext');

async function openOrders(transport = fourHundred()) {
  const opened = await openWindow(transport);
  await vi.waitFor(() => expect(valueText()).toContain('14:00:'), { timeout: 10_000 });
  opened.app.tabs.active?.freeze();
  return opened;
}

describe('messages over time', () => {
  it('say which time they stand for, and count them in words where the table stands', async () => {
    const { app } = await openOrders();
    await expect.element(slider.getByText(/^received [-0-9]+ 14:00:00$/)).toBeVisible();
    app.tabs.active?.table?.scrollTo(200);
    await vi.waitFor(() =>
      expect(valueText()).toBe('14:00:20 to 14:00:30, 200 messages, 7 of them redelivered or negative-acked'),
    );
  });

  it('are gone through by keys, from one stretch with messages to the next', async () => {
    const { app } = await openOrders();
    slider.element().focus();
    await userEvent.keyboard('{Home}');
    expect(valueText()).toMatch(/^14:00:00 to 14:00:10, 100 messages/);
    await vi.waitFor(() => expect(app.tabs.active?.inSight?.first).toBe(0));
    await userEvent.keyboard('{ArrowRight}');
    expect(valueText()).toMatch(/^14:00:20/);
    await vi.waitFor(() => expect(app.tabs.active?.inSight?.first).toBeGreaterThan(60));
    await userEvent.keyboard('{ArrowRight}');
    // The last rows do not fill the table, but the key went there all the same.
    expect(valueText()).toMatch(/^14:00:30/);
    await userEvent.keyboard('{End}');
    expect(app.tabs.active?.isFollowing).toBe(true);
  });

  it('take the table to the time that is pressed, and leave its cursor where it is', async () => {
    const { app } = await openOrders();
    await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(3).click();
    const focused = app.tabs.active?.focused?.index;
    const box = slider.element().getBoundingClientRect();
    await slider.click({ position: { x: box.width * 0.6, y: 20 } });
    const { first = 0, last = 0 } = app.tabs.active?.inSight ?? {};
    await vi.waitFor(() => {
      expect(app.tabs.active?.inSight?.first).toBeGreaterThan(120);
      expect(app.tabs.active?.inSight?.last).toBeLessThan(260);
    });
    expect(last - first).toBeGreaterThan(5);
    expect(app.tabs.active?.focused?.index).toBe(focused);
  });

  it('show a word on the stretch under the pointer', async () => {
    await openOrders();
    const box = slider.element().getBoundingClientRect();
    await slider.hover({ position: { x: box.width * 0.9, y: 20 } });
    await expect.element(slider.getByText('14:00:30 to 14:00:40, 100 messages')).toBeVisible();
  });

  it('are counted again as messages come, but not more than once a second', async () => {
    const { transport } = await openOrders();
    const asked = () => transport.inputsOf('history.histogram').length;
    const before = asked();
    const started = performance.now();
    for (let version = 1; version <= 20; version += 1)
      transport.push('history.changed', [
        { streamId: 1, count: 400 + version, bytes: 0, firstSeq: 1, version },
      ]);
    await vi.waitFor(() => expect(asked()).toBe(before + 1), { timeout: 4_000 });
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(asked()).toBe(before + 1);
  });

  it('bear the marks of messages, which lead to them one after the other', async () => {
    const { app } = await openOrders(
      fourHundred().answer('marks.list', () => [
        marked(40, 4, { comment: 'why twice?' }),
        marked(41, 4.001),
        marked(330, 33, { isStored: false }),
        marked(350, 35),
      ]),
    );
    await vi.waitFor(() => expect(ticks.elements()).toHaveLength(2));
    await expect
      .element(ticks.nth(0))
      .toHaveAccessibleName('Message 40 at 14:00:04: marked, red triangle: why twice?, and 1 more marked');
    await ticks.nth(0).click();
    await vi.waitFor(() => expect(app.tabs.active?.focused?.row?.seq).toBe(40));
    await ticks.nth(0).click();
    await vi.waitFor(() => expect(app.tabs.active?.focused?.row?.seq).toBe(41));
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await vi.waitFor(() => expect(app.tabs.active?.focused?.row?.seq).toBe(350));
  });

  it('bear under a filter only the marks of the rows it shows', async () => {
    const { app } = await openOrders(
      fourHundred()
        .answer('marks.list', () => [marked(40, 4), marked(350, 35)])
        .answer('marks.shown', () => [350])
        .answer('history.openFilter', () => ({ listId: 9, matches: 200, scanned: 400, failed: 0, left: 0 }))
        .answer('history.fillFilter', () => ({ listId: 9, matches: 200, scanned: 400, failed: 0, left: 0 })),
    );
    await vi.waitFor(() => expect(ticks.elements()).toHaveLength(2));
    const { filter } = app.tabs.active ?? {};
    if (filter === undefined) throw new Error('The tab shows no history');
    filter.text = 'size > 3';
    await app.tabs.active?.applyFilter();
    await vi.waitFor(() => expect(ticks.elements()).toHaveLength(1));
    await expect.element(ticks).toHaveAccessibleName(/^Message 350 /);
  });

  it('can be put away, and stay so', async () => {
    const { app, transport } = await openOrders();
    app.commands.run('histogram.toggle');
    await expect.element(slider).not.toBeInTheDocument();
    await vi.waitFor(() =>
      expect(transport.inputsOf('settings.change').at(-1)).toMatchObject({
        workspace: { isHistogramOpen: false },
      }),
    );
  });
});
