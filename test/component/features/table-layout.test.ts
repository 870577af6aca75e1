import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { visibleColumns } from '../../../src/renderer/ui/virtual-table/columns.ts';
import { columnsOf } from '../../../src/renderer/features/messages/column-actions.ts';
import { liveService, openWindow } from './open-window.ts';
import { message, session } from './sample-data.ts';
import type { FakeTransport } from './fake-transport.ts';

const grid = () => page.getByRole('grid', { name: 'Messages' });
const header = (name: string | RegExp) => grid().getByRole('columnheader', { name });

/** A service that reads fields as the store does, of values that are all `{"orderId":n}`. */
function fieldService(): FakeTransport {
  const rows = [message(1), message(2), message(3)];
  return liveService().answer('history.rows', ({ from, count, fields = [], rules = [] }) => {
    const page = rows.slice(from, from + count);
    const extras = page.map(({ seq }) => ({
      cells: fields.map((field) =>
        field.source === 'value'
          ? ({ kind: 'number', text: `90071992547409930${seq}`, isCut: false } as const)
          : ({ kind: 'missing', text: '', isCut: false } as const),
      ),
      rule: rules.length > 0 && seq === 2 ? 0 : null,
    }));
    return { rows: page, total: rows.length, ...(fields.length + rules.length > 0 ? { extras } : {}) };
  });
}

async function openOrders(transport = fieldService()) {
  const opened = await openWindow(transport.answer('sessions.list', () => [session()]));
  await page.viewport(1440, 800);
  await expect.element(grid()).toHaveAttribute('aria-rowcount', '4');
  const tab = opened.app.tabs.active;
  if (tab === undefined) throw new Error('No tab is open.');
  const shown = () => visibleColumns(columnsOf(tab)).map(({ id }) => id);
  return { ...opened, tab, shown };
}

async function choose(item: string | RegExp): Promise<void> {
  await page.getByRole('menuitem', { name: item }).click();
}

describe('the columns of the message table', () => {
  it('are moved and hidden from the menu of their title, with the keyboard alone', async () => {
    const { shown } = await openOrders();
    header('Key').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('menuitem', { name: /^Move left/ })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(shown().slice(0, 4)).toEqual(['seq', 'published', 'key', 'delta']));
    await header('Size').click({ button: 'right' });
    await choose('Hide this column');
    await vi.waitFor(() => expect(shown()).not.toContain('size'));
  });

  it('are kept for their stream, and reset', async () => {
    const { app, tab, shown } = await openOrders();
    await header('Size').click({ button: 'right' });
    await choose('Hide this column');
    expect(app.workspace.layout.columns[tab.view.key]?.find(({ id }) => id === 'size')?.isHidden).toBe(true);
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await choose('Reset the columns');
    await vi.waitFor(() => expect(shown()).toContain('size'));
    expect(app.workspace.layout.columns).toEqual({});
  });

  it('take a JSON field from the inspector, with every digit', async () => {
    const { transport, shown } = await openOrders();
    await grid().getByText('cust-2').click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.getByRole('tree', { name: 'Value' }).getByText('orderId').click({ button: 'right' });
    await choose(/^Add as column/);
    await expect.element(header('orderId')).toBeVisible();
    await expect.element(grid().getByText('900719925474099302')).toBeVisible();
    expect(shown().at(-2)).toBe('value:["orderId"]');
    expect(transport.inputsOf('history.rows').at(-1)).toMatchObject({
      fields: [{ source: 'value', path: ['orderId'] }],
    });
  });

  it('take a typed field in the dialog, and say what cannot be read', async () => {
    const { shown } = await openOrders();
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await choose('Columns…');
    const field = page.getByRole('textbox', { name: 'Field as a column' });
    await field.fill('orders.total');
    await expect.element(page.getByText(/Write a path like/)).toBeVisible();
    await field.fill('properties.region');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(shown()).toContain('property:region'));
    await page.getByRole('checkbox', { name: 'Received' }).click();
    await vi.waitFor(() => expect(shown()).toContain('received'));
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.element(header('region')).toBeVisible();
  });

  it('leave the least important out where the window is narrow, and say how many', async () => {
    const { shown } = await openOrders();
    await page.viewport(1024, 700);
    await expect.element(header(/^Value/)).toBeVisible();
    await expect.element(page.getByTitle(/columns? left out: no room/)).toBeVisible();
    const scroller = grid().element().querySelector('.scroller');
    expect(scroller?.scrollWidth).toBe(scroller?.clientWidth);
    expect(shown()).toContain('delta');
  });
});

describe('the times of the message table', () => {
  it('are told from a message once it is the reference, and by the clock again', async () => {
    await openOrders();
    await grid().getByText('cust-2').click();
    await userEvent.keyboard('{Control>}t{/Control}');
    await expect.element(grid().getByText('+0.000 s')).toBeVisible();
    await expect.element(grid().getByText('-0.100 s')).toBeVisible();
    await expect.element(header(/Published Δ #2/)).toBeVisible();
    await header(/Published/).click({ button: 'right' });
    await page.getByRole('menuitemradio', { name: /^Clock/ }).click();
    await expect.element(grid().getByText('+0.000 s')).not.toBeInTheDocument();
  });
});

describe('colour rules', () => {
  it('are made from a value, colour its rows and name themselves', async () => {
    const { app, transport } = await openOrders();
    await grid().getByText('cust-2').click({ button: 'right' });
    await choose('Colour rows with this');
    const rule = page.getByRole('listitem', { name: 'key == "cust-2"' });
    await rule.getByRole('textbox', { name: 'Name' }).fill('Our best customer');
    await expect
      .element(grid().getByRole('row', { name: /^Our best customer, .*cust-2/ }))
      .toHaveAttribute('title', 'Coloured by “Our best customer”');
    expect(transport.inputsOf('history.rows').at(-1)).toMatchObject({ rules: ['key == "cust-2"'] });
    await page.getByRole('switch', { name: 'Use Our best customer' }).click();
    await expect.element(grid().getByRole('row', { name: /^Our best customer/ })).not.toBeInTheDocument();
    expect(app.workspace.layout.colourRules).toMatchObject([{ name: 'Our best customer', isOn: false }]);
  });

  it('say where a rule is mistaken', async () => {
    const { app } = await openOrders();
    app.commands.run('table.colours');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Filter' }).fill('key ==');
    await expect.element(page.getByText(/^Column \d+:/).first()).toBeVisible();
  });
});

describe('going to a row', () => {
  it('finds it by number, and by message id, and says when there is none', async () => {
    const { transport } = await openOrders(
      fieldService().answer('history.locate', ({ place }) => ({
        seq: place.by === 'id' && place.text === '7:3' ? 3 : null,
      })),
    );
    const field = page.getByRole('textbox', { name: 'Number, time or message id' });
    await userEvent.keyboard('{Control>}g{/Control}');
    await field.fill('2');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(grid().getByRole('row', { name: /cust-2/ }))
      .toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Control>}g{/Control}');
    await field.fill('7:3');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(grid().getByRole('row', { name: /cust-3/ }))
      .toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Control>}g{/Control}');
    await field.fill('99:1');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('No stored message has this id')).toBeVisible();
    expect(transport.inputsOf('history.locate').at(-1)).toMatchObject({ place: { by: 'id', text: '99:1' } });
  });
});
