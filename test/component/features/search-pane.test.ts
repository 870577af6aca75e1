import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { SearchAnswer, SearchRequest } from '../../../src/shared/contract/schemas/search.ts';
import type { FakeTransport } from './fake-transport.ts';
import { liveService, openWindow } from './open-window.ts';
import { history, message, stream } from './sample-data.ts';

const field = () => page.getByRole('textbox', { name: 'Search stored messages' });
const hits = () => page.getByRole('grid', { name: 'Search hits' });
const coverage = () => page.getByRole('status', { name: 'Search coverage' });
/** Segments are labels over radio buttons: a person clicks the words. */
const choose = (words: string) =>
  page.getByRole('search', { name: 'Search stored messages' }).getByText(words, { exact: true }).click();
const messages = () => page.getByRole('grid', { name: 'Messages' });

const answer = (change: Partial<SearchAnswer> = {}): SearchAnswer => ({
  hits: [message(3), message(1)],
  cursor: null,
  coverage: {
    stored: 1_204_331,
    indexed: 1_204_331,
    scanned: 0,
    oldestAt: Date.UTC(2026, 10, 23, 9, 12),
    newestAt: Date.UTC(2026, 10, 23, 14, 40),
  },
  tookMs: 3.2,
  ...change,
});

function searchingService(find: (request: SearchRequest) => SearchAnswer = () => answer()): FakeTransport {
  return liveService().answer('history.search', find);
}

async function openSearch(transport = searchingService()) {
  const opened = await openWindow(transport);
  await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
  await userEvent.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
  await expect.element(field()).toHaveFocus();
  return opened;
}

describe('the search pane', () => {
  it('opens with the keyboard and searches while words are typed', async () => {
    const { transport } = await openSearch();
    await userEvent.keyboard('paid OR "in transit"');
    await expect.element(hits()).toHaveAttribute('aria-rowcount', '3');
    expect(transport.inputsOf('history.search').at(-1)).toEqual({
      text: 'paid OR "in transit"',
      mode: 'words',
      order: 'newest',
      limit: 100,
      cursor: undefined,
    });
  });

  it('says what was looked at, so that a count can be believed', async () => {
    const { app } = await openSearch();
    await app.preferences.change({ timeZone: 'utc' });
    await userEvent.keyboard('paid');
    await expect
      .element(coverage())
      .toMatchTextContent(
        /2 hits in 1,204,331 of 1,204,331 stored messages, [-\d]+ 09:12 to 14:40 · first in 3\.2 ms/,
      );
  });

  it('names the stream of every hit', async () => {
    await openSearch();
    await userEvent.keyboard('paid');
    await expect.element(hits().getByRole('row', { name: /^orders, .*cust-3/ })).toBeVisible();
  });

  it('says what is wrong with a query, and does not ask', async () => {
    const { transport } = await openSearch();
    await userEvent.keyboard('(paid');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/This parenthesis is not closed/);
    await userEvent.keyboard('{Enter}');
    expect(
      transport.inputsOf('history.search').filter((input) => JSON.stringify(input).includes('(paid')),
    ).toEqual([]);
  });

  it('says that nothing was found, and what else could be tried', async () => {
    await openSearch(searchingService(() => answer({ hits: [] })));
    await userEvent.keyboard('nowhere');
    await expect.element(page.getByText('No hit among whole words')).toBeVisible();
    await expect.element(coverage()).toMatchTextContent(/^0 hits in 1,204,331 of 1,204,331/);
    await expect.element(coverage()).not.toMatchTextContent(/first in/);
  });

  it('looks for a substring from the words that no message has', async () => {
    const { transport } = await openSearch(
      searchingService(({ mode }) => (mode === 'words' ? answer({ hits: [] }) : answer())),
    );
    await userEvent.keyboard('nowhere');
    await page.getByRole('button', { name: 'Look for the substring' }).click();
    await expect.element(hits()).toHaveAttribute('aria-rowcount', '3');
    expect(transport.inputsOf('history.search').at(-1)).toMatchObject({ text: 'nowhere', mode: 'substring' });
    await expect.element(page.getByRole('radio', { name: 'Substring' })).toBeChecked();
    await expect.element(field()).toHaveFocus();
  });

  it('looks in one stream alone when that is chosen', async () => {
    const { transport } = await openSearch();
    await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
    await field().fill('paid');
    await choose('orders');
    await vi.waitFor(() =>
      expect(transport.inputsOf('history.search').at(-1)).toMatchObject({ text: 'paid', streamId: 1 }),
    );
  });

  it('has no order by rank for a substring, and keeps its blanks', async () => {
    const { transport } = await openSearch();
    await choose('Best');
    await choose('Substring');
    await expect.element(page.getByRole('radio', { name: 'Best' })).toBeDisabled();
    await field().fill(' paid ');
    await vi.waitFor(() =>
      expect(transport.inputsOf('history.search').at(-1)).toMatchObject({
        text: ' paid ',
        mode: 'substring',
        order: 'newest',
      }),
    );
  });

  it('reads on by itself when a page found too little in its time, and counts what it read', async () => {
    const pages = [answer({ hits: [], cursor: 'a' }), answer({ hits: [message(2)], cursor: null })];
    const transport = searchingService(() => {
      const { coverage: looked, ...rest } = pages.shift() ?? answer();
      return { ...rest, coverage: { ...looked, indexed: 0, scanned: 600_000 } };
    });
    await openSearch(transport);
    await choose('Substring');
    await field().fill('paid');
    await expect.element(coverage()).toMatchTextContent(/1 hit in 1,204,331 of 1,204,331/);
    expect(transport.inputsOf('history.search').map((input) => Object(input).cursor)).toEqual([
      undefined,
      'a',
    ]);
  });

  it('fetches more hits when the list is scrolled to its end', async () => {
    const transport = searchingService(({ cursor }) => {
      const from = Number(cursor ?? 0);
      const found = Array.from({ length: 100 }, (_, at) => message(1_000 - from - at));
      return answer({ hits: found, cursor: from < 400 ? String(from + 100) : null });
    });
    await openSearch(transport);
    await userEvent.keyboard('paid');
    await expect.element(hits()).toHaveAttribute('aria-rowcount', '201');
    expect(transport.inputsOf('history.search')).toHaveLength(2);
    await userEvent.keyboard('{ArrowDown}');
    for (const rows of ['301', '401', '501']) {
      await userEvent.keyboard('{End}');
      await expect.element(hits()).toHaveAttribute('aria-rowcount', rows);
    }
    await expect.element(coverage()).toMatchTextContent(/^500 hits in/);
  });

  it('says why a search failed, with a way to try again', async () => {
    const transport = searchingService().fail(
      'history.search',
      new StreamscopeError('STORE_FAILED', 'The history file did not answer.'),
    );
    await openSearch(transport);
    await userEvent.keyboard('paid');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/The history file did not answer/);
    transport.answer('history.search', () => answer());
    await page.getByRole('button', { name: 'Search again' }).click();
    await expect.element(hits()).toHaveAttribute('aria-rowcount', '3');
  });

  it('does not show the hits of an older query over those of the newer one', async () => {
    const waiting: (() => void)[] = [];
    const transport = liveService().answer('history.search', async ({ text }) => {
      if (text === 'old') await new Promise<void>((resolve) => waiting.push(resolve));
      return answer({ hits: text === 'old' ? [message(2)] : [message(3)] });
    });
    await openSearch(transport);
    await field().fill('old');
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    await field().fill('new');
    await expect.element(hits().getByRole('row', { name: /cust-3/ })).toBeVisible();
    waiting[0]?.();
    await expect.element(hits()).toHaveAttribute('aria-rowcount', '2');
    expect(
      hits()
        .getByRole('row', { name: /cust-2/ })
        .elements(),
    ).toHaveLength(0);
  });
});

describe('a hit', () => {
  it('is shown in the inspector when it is chosen', async () => {
    await openSearch();
    await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
    await field().fill('paid');
    await hits()
      .getByRole('row', { name: /cust-3/ })
      .click();
    await expect.element(page.getByRole('complementary', { name: 'Inspector' })).toMatchTextContent(/7:3/);
  });

  it('opens in the tab of its stream, offline and in its place, and is chosen there', async () => {
    const { transport } = await openSearch();
    await userEvent.keyboard('paid');
    await expect.element(hits()).toHaveAttribute('aria-rowcount', '3');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(page.getByRole('tab', { name: 'orders, Offline' })).toBeVisible();
    await expect
      .element(messages().getByRole('row', { name: /cust-3/ }))
      .toHaveAttribute('aria-selected', 'true');
    expect(transport.inputsOf('sessions.open')).toEqual([]);
  });

  it('opens among all rows even where a filter hid it', async () => {
    const transport = searchingService()
      .answer('history.openFilter', () => ({ listId: 9, matches: 0, scanned: 3, failed: 0, left: 0 }))
      .answer('history.fillFilter', () => ({ listId: 9, matches: 0, scanned: 3, failed: 0, left: 0 }))
      .answer('history.closeFilter', () => undefined);
    await openSearch(transport);
    await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
    await page.getByRole('combobox', { name: 'Filter' }).fill('size > 1000');
    await userEvent.keyboard('{Enter}');
    await expect.element(messages()).toHaveAttribute('aria-rowcount', '1');
    await field().fill('paid');
    await hits()
      .getByRole('row', { name: /cust-1/ })
      .dblClick();
    await expect
      .element(messages().getByRole('row', { name: /cust-1/ }))
      .toHaveAttribute('aria-selected', 'true');
    await expect.element(messages()).toHaveAttribute('aria-rowcount', '4');
  });

  it('can be followed over all streams by its key', async () => {
    const other = history({ streamId: 2, title: 'payments', fullName: stream('payments').fullName });
    const transport = searchingService().answer('history.streams', () => [history(), other]);
    await openSearch(transport);
    await userEvent.keyboard('paid');
    await hits()
      .getByRole('row', { name: /cust-3/ })
      .click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Follow its key/ }).click();
    await expect.element(field()).toHaveValue('"cust-3"');
    await vi.waitFor(() =>
      expect(transport.inputsOf('history.search').at(-1)).toMatchObject({ text: '"cust-3"' }),
    );
  });
});
