import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import { compileFilter } from '../../../src/shared/domain/filter/compile-filter.ts';
import { liveService, openWindow } from './open-window.ts';
import type { FakeTransport } from './fake-transport.ts';
import { defaultSettings } from '../../../src/shared/contract/schemas/settings.ts';
import { message } from './sample-data.ts';

const filter = () => page.getByRole('combobox', { name: 'Filter' });
const result = () => page.getByRole('status', { name: 'Filter result' });
const grid = () => page.getByRole('grid', { name: 'Messages' });
const choices = () => page.getByRole('listbox', { name: 'Completions' });
const problem = () => page.getByText(/^Column \d+:/);

/** Three messages, of which the first and the third match whatever is asked. */
function filteringService(fill: { readonly steps?: number; readonly failed?: number } = {}): FakeTransport {
  const { steps = 1, failed = 0 } = fill;
  const all = [message(1), message(2), message(3)];
  const matching = [message(1), message(3)];
  let stepsLeft = steps;
  const progress = () => ({
    listId: 9,
    matches: stepsLeft === 0 ? matching.length : 0,
    scanned: stepsLeft === 0 ? 3 : steps - stepsLeft,
    failed,
    left: stepsLeft,
  });
  return liveService()
    .answer('history.rows', ({ view, from, count }) => {
      const rows = view.kind === 'list' ? matching : all;
      return { rows: rows.slice(from, from + count), total: rows.length };
    })
    .answer('history.openFilter', ({ filter: text }) => {
      const compilation = compileFilter(text);
      if (!compilation.ok) throw new StreamscopeError('FILTER_INVALID', compilation.error.message);
      stepsLeft = steps;
      return progress();
    })
    .answer('history.fillFilter', () => {
      stepsLeft = Math.max(0, stepsLeft - 1);
      return progress();
    })
    .answer('history.closeFilter', () => undefined);
}

async function openOrders(transport = filteringService()) {
  const opened = await openWindow(transport);
  await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
  await expect.element(grid()).toHaveAttribute('aria-rowcount', '4');
  return opened;
}

async function apply(text: string): Promise<void> {
  await filter().fill(text);
  await userEvent.keyboard('{Enter}');
}

describe('the filter bar', () => {
  it('is entered with a slash, and filters with Enter', async () => {
    await openOrders();
    await grid().click();
    await userEvent.keyboard('/');
    await expect.element(filter()).toHaveFocus();
    await userEvent.keyboard('size > 3{Enter}');
    await expect.element(result()).toMatchTextContent(/^2 match$/);
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '3');
  });

  it('goes on to the rows with Enter once they are those it asks for', async () => {
    await openOrders();
    await apply('size > 3');
    await expect.element(result()).toMatchTextContent(/^2 match$/);
    await userEvent.keyboard('{Enter}');
    await expect.element(grid()).toHaveFocus();
  });

  it('shows the rows that match with the numbers they have among all', async () => {
    await openOrders();
    await apply('size > 3');
    await expect
      .element(page.getByRole('row', { name: /cust-3/ }))
      .toMatchTextContent(/^\s*3(\d{4}-)?\d\d-\d\d \d\d:/);
    expect(page.getByRole('row', { name: /cust-2/ }).elements()).toHaveLength(0);
  });

  it('once cleared leaves a table that tells of new messages, though it is not followed', async () => {
    const count = 400;
    const many = filteringService().answer('history.rows', ({ view, from, count: wanted }) => {
      const total = view.kind === 'list' ? 2 : count;
      const length = Math.max(0, Math.min(wanted, total - from));
      return { rows: Array.from({ length }, (_, at) => message(from + at + 1)), total };
    });
    const { app, transport } = await openWindow(many);
    await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '401');
    app.tabs.active?.freeze();
    await apply('size > 3');
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '3');
    app.tabs.active?.clearFilter();
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '401');
    transport.push('history.changed', [{ streamId: 1, count: 412, bytes: 0, firstSeq: 1, version: 1 }]);
    await expect.element(page.getByRole('button', { name: '12 new' })).toBeVisible();
  });

  it('says what is wrong and where while it is typed, and asks main nothing', async () => {
    const { transport } = await openOrders();
    await filter().fill('size > ');
    await expect.element(filter()).toHaveAttribute('aria-invalid', 'true');
    await expect.element(problem()).toHaveTextContent('Column 8: The expression ends too soon.');
    await userEvent.keyboard('{Enter}');
    expect(transport.inputsOf('history.openFilter')).toEqual([]);
    await filter().fill('size > 3');
    await expect.element(filter()).not.toHaveAttribute('aria-invalid');
    expect(problem().elements()).toHaveLength(0);
  });

  it('calls nothing wrong that is still being typed, until a pause or Enter', async () => {
    await openOrders();
    await filter().click();
    await userEvent.keyboard('val');
    await expect.element(choices()).toBeVisible();
    expect(filter().element().getAttribute('aria-invalid')).toBeNull();
    expect(problem().elements()).toHaveLength(0);
    await expect.element(filter()).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('u');
    await expect.element(filter()).not.toHaveAttribute('aria-invalid');
    await userEvent.keyboard('{Enter}');
    expect(filter().element().getAttribute('aria-invalid')).toBe('true');
    await expect.element(problem()).toMatchTextContent(/^Column 1: There is no field "valu"/);
  });

  it('calls a finished mistake wrong at once', async () => {
    await openOrders();
    await filter().fill('nonsense == 3');
    expect(filter().element().getAttribute('aria-invalid')).toBe('true');
  });

  it('asks main on until every row was looked at', async () => {
    const { transport } = await openOrders(filteringService({ steps: 5 }));
    await apply('size > 3');
    await expect.element(result()).toMatchTextContent(/^2 match$/);
    expect(transport.inputsOf('history.fillFilter')).toHaveLength(5);
    expect(transport.inputsOf('history.fillFilter')[0]).toEqual({ listId: 9, forMs: 40 });
  });

  it('looks again when the stream has grown', async () => {
    const { transport } = await openOrders();
    await apply('size > 3');
    await expect.element(result()).toMatchTextContent(/^2 match$/);
    const before = transport.inputsOf('history.fillFilter').length;
    transport.push('history.changed', [{ streamId: 1, count: 4, bytes: 0, firstSeq: 1, version: 1 }]);
    await vi.waitFor(() => expect(transport.inputsOf('history.fillFilter').length).toBeGreaterThan(before));
  });

  it('says how many messages could not be judged', async () => {
    await openOrders(filteringService({ failed: 7 }));
    await apply('value.total > 3');
    await expect.element(result()).toMatchTextContent(/7.could not be judged/);
    await expect
      .element(page.getByRole('status', { name: 'Status' }))
      .toMatchTextContent(/7 could not be judged/);
  });

  it('opens the list again when main has closed it for others', async () => {
    const transport = filteringService();
    await openOrders(transport);
    await apply('size > 3');
    await expect.element(result()).toMatchTextContent(/^2 match$/);
    let isGone = true;
    transport.answer('history.fillFilter', () => {
      if (isGone) throw new StreamscopeError('NOT_FOUND', 'This filtered list is closed.');
      return { listId: 10, matches: 2, scanned: 4, failed: 0, left: 0 };
    });
    transport.answer('history.openFilter', () => {
      isGone = false;
      return { listId: 10, matches: 0, scanned: 0, failed: 0, left: 4 };
    });
    transport.push('history.changed', [{ streamId: 1, count: 4, bytes: 0, firstSeq: 1, version: 1 }]);
    await vi.waitFor(() => expect(transport.inputsOf('history.openFilter')).toHaveLength(2));
    await expect.element(result()).toMatchTextContent(/^2 match$/);
  });

  it('shows all rows again with Escape, with the chosen one still chosen', async () => {
    await openOrders();
    await apply('size > 3');
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '3');
    await page.getByRole('row', { name: /cust-3/ }).click();
    await userEvent.keyboard('/{Escape}');
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '4');
    await expect.element(page.getByRole('row', { name: /cust-3/ })).toHaveAttribute('aria-selected', 'true');
    await expect.element(filter()).toHaveValue('');
  });

  it('keeps the message under the lens while the rows are exchanged', async () => {
    await openOrders();
    await page.getByRole('row', { name: /cust-3/ }).click();
    await expect.element(page.getByRole('complementary', { name: 'Inspector' })).toMatchTextContent(/^7:3/);
    await apply('size > 3');
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '3');
    await expect.element(page.getByRole('row', { name: /cust-3/ })).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByRole('complementary', { name: 'Inspector' })).toMatchTextContent(/^7:3/);
  });
});

describe('completion', () => {
  it('offers the fields and the values seen in the stream', async () => {
    await openOrders();
    await filter().click();
    await userEvent.keyboard('value.');
    await expect.element(choices().getByRole('option', { name: /^orderId/ })).toBeVisible();
    await userEvent.keyboard('{Tab}');
    await expect.element(filter()).toHaveValue('value.orderId');
    await userEvent.keyboard(' == ');
    await expect.element(choices().getByRole('option', { name: /^1\b/ })).toBeVisible();
  });

  it('is left to the arrow keys: Enter alone filters by what stands there', async () => {
    const { transport } = await openOrders();
    await filter().click();
    await userEvent.keyboard('siz');
    await expect.element(choices()).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(filter()).toHaveValue('size');
    expect(transport.inputsOf('history.openFilter')).toEqual([]);
    await userEvent.keyboard(' > 3{Enter}');
    await vi.waitFor(() => expect(transport.inputsOf('history.openFilter')).toHaveLength(1));
  });
});

describe('filters made from a value', () => {
  it('take the cell under the pointer, and add to the filter that is there', async () => {
    const { transport } = await openOrders();
    await page
      .getByRole('row', { name: /cust-3/ })
      .getByText('cust-3')
      .click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Filter by this/ }).click();
    await expect.element(filter()).toHaveValue('key == "cust-3"');
    await expect.element(grid()).toHaveAttribute('aria-rowcount', '3');
    await page
      .getByRole('row', { name: /cust-1/ })
      .getByText('17 B')
      .click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Exclude/ }).click();
    await expect.element(filter()).toHaveValue('key == "cust-3" && size != 17');
    expect(transport.inputsOf('history.openFilter')).toHaveLength(2);
  });

  it('take a value of the inspector’s tree', async () => {
    await openOrders();
    await page.getByRole('row', { name: /cust-2/ }).click();
    await page.getByRole('treeitem', { name: /orderId/ }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Filter by this/ }).click();
    await expect.element(filter()).toHaveValue('value.orderId == 2');
  });
});

describe('saved filters', () => {
  it('are starred, kept in the settings, and applied from the menu', async () => {
    const { transport } = await openOrders();
    await apply('size > 3');
    await page.getByRole('button', { name: 'Save this filter' }).click();
    await vi.waitFor(() =>
      expect(transport.inputsOf('settings.change').at(-1)).toMatchObject({
        workspace: { savedFilters: ['size > 3'] },
      }),
    );
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('menuitem', { name: 'size > 3' }).click();
    await expect.element(filter()).toHaveValue('size > 3');
    await expect.element(result()).toMatchTextContent(/^2 match$/);
  });

  it('come back after a restart', async () => {
    const transport = filteringService().answer('settings.read', () => ({
      ...defaultSettings(),
      workspace: { savedFilters: ['deliveries > 1'] },
    }));
    await openOrders(transport);
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await expect.element(page.getByRole('menuitem', { name: 'deliveries > 1' })).toBeVisible();
  });
});
