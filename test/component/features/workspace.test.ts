import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { defaultSettings } from '../../../src/shared/contract/schemas/settings.ts';
import { liveService, openWindow } from './open-window.ts';
import { connection, observePlan, stream } from './sample-data.ts';

const savedOrders = {
  connectionId: 'one',
  fullName: stream('orders').fullName,
  name: 'orders',
  plan: observePlan,
};

const withWorkspace = (workspace: Record<string, unknown>) =>
  liveService().answer('settings.read', () => ({ ...defaultSettings(), workspace }));

describe('the window over restarts', () => {
  it('brings open tabs back as Offline, with their stored messages and no socket', async () => {
    const transport = withWorkspace({ tabs: [savedOrders] }).answer('connections.list', () => [
      connection({ phase: 'offline' }),
    ]);
    await openWindow(transport);
    await expect.element(page.getByRole('tab', { name: 'orders, Offline' })).toBeVisible();
    await expect.element(page.getByRole('grid', { name: 'Messages' }).getByText('cust-1')).toBeVisible();
    expect(transport.inputsOf('sessions.open')).toEqual([]);
  });

  it('opens whole on a layout it cannot read', async () => {
    await openWindow(withWorkspace({ tabs: 'none', panel: 7, drawerSize: 4000 }));
    await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
  });

  it('keeps the open tabs in the settings', async () => {
    const { transport } = await openWindow(liveService());
    await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
    await vi.waitFor(() =>
      expect(transport.inputsOf('settings.change').at(-1)).toMatchObject({
        workspace: { tabs: [{ name: 'orders' }] },
      }),
    );
  });
});

describe('the panes', () => {
  it('are never longer than their room, so that what takes the focus cannot scroll them away', async () => {
    await page.viewport(1280, 800);
    await openWindow(
      withWorkspace({ tabs: [savedOrders, { ...savedOrders, side: 'right' }], isDrawerOpen: true }),
    );
    await expect.element(page.getByRole('region', { name: 'Right group' })).toBeVisible();
    const splits = [...document.querySelectorAll('.ui-split')];
    expect(splits.length).toBeGreaterThan(2);
    for (const split of splits) {
      split.scrollTo(100, 100);
      expect([split.scrollLeft, split.scrollTop]).toEqual([0, 0]);
    }
  });
});

describe('the side panel', () => {
  const panel = () => page.getByRole('complementary', { name: 'Side panel' });
  const grid = () => page.getByRole('grid', { name: 'Messages' });

  it('goes by itself where there is no room for it, and is back when there is', async () => {
    const { app } = await openWindow(withWorkspace({ tabs: [savedOrders] }));
    await expect.element(panel()).toBeVisible();
    await page.viewport(512, 384);
    await expect.element(panel()).not.toBeInTheDocument();
    await expect.element(grid()).toBeVisible();
    expect(app.workspace.layout.isPanelOpen).toBe(true);
    await page.viewport(1280, 800);
    await expect.element(panel()).toBeVisible();
  });

  it('comes in a narrow window when it is asked for, and goes for the stream that was chosen in it', async () => {
    const { app } = await openWindow(withWorkspace({ tabs: [savedOrders] }));
    await expect.element(panel()).toBeVisible();
    await page.viewport(512, 384);
    await expect.element(panel()).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Streams', exact: true }).click();
    await expect.element(panel()).toBeVisible();
    await page.getByRole('treeitem', { name: 'payments' }).dblClick();
    await expect.element(panel()).not.toBeInTheDocument();
    // Also for the one that is in front already.
    await page.getByRole('button', { name: 'Streams', exact: true }).click();
    await page.getByRole('treeitem', { name: 'payments' }).dblClick();
    await expect.element(panel()).not.toBeInTheDocument();
    expect(app.workspace.layout.isPanelOpen).toBe(true);
  });

  it('stays in a narrow window while no stream is open', async () => {
    await openWindow(liveService());
    await page.viewport(512, 384);
    await expect.element(page.getByRole('treeitem', { name: 'orders', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Streams', exact: true }).click();
    await expect.element(panel()).not.toBeInTheDocument();
  });
});

describe('commands', () => {
  it('opens the palette by key, finds a stream by typing and observes it', async () => {
    await openWindow(liveService());
    await expect.element(page.getByRole('treeitem', { name: 'payments' })).toBeVisible();
    await userEvent.keyboard('{Control>}k{/Control}');
    await page.getByRole('combobox', { name: 'Command palette' }).fill('paym');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('tab', { name: 'payments, Observe' })).toBeVisible();
  });

  it('go from pane to pane with F6, and back with Shift', async () => {
    await openWindow(withWorkspace({ tabs: [savedOrders] }));
    const messages = page.getByRole('grid', { name: 'Messages' });
    const row = page.getByRole('row', { name: /cust-1/ });
    await expect.element(row).toBeVisible();
    await userEvent.keyboard('{F6}');
    await expect.element(messages).toHaveFocus();
    await userEvent.keyboard('{Home}');
    const value = page.getByRole('tree', { name: 'Value' });
    await expect.element(value).toBeVisible();
    await userEvent.keyboard('{F6}');
    await expect.element(value).toHaveFocus();
    await userEvent.keyboard('{F6}');
    await expect.element(page.getByRole('tree', { name: 'Streams' })).toHaveFocus();
    await userEvent.keyboard('{Shift>}{F6}{/Shift}');
    await expect.element(value).toHaveFocus();
  });

  it('goes from a row into the inspector with Enter, and out with Escape', async () => {
    await openWindow(withWorkspace({ tabs: [savedOrders] }));
    await page.getByRole('row', { name: /cust-1/ }).click();
    const value = page.getByRole('tree', { name: 'Value' });
    await expect.element(value).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(value).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('grid', { name: 'Messages' })).toHaveFocus();
  });

  it('runs what the application menu asks for', async () => {
    const { transport } = await openWindow(liveService());
    await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
    transport.push('app.command', { command: 'settings.open' });
    await expect.element(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  });

  it('lists every shortcut', async () => {
    await openWindow(liveService());
    await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
    await userEvent.keyboard('{F1}');
    await expect
      .element(page.getByRole('dialog', { name: 'Help' }))
      .toMatchTextContent(/Detach all sources now/);
  });

  it('closes a dialog without fields by one Escape', async () => {
    await openWindow(liveService());
    await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
    await userEvent.keyboard('{F1}');
    const dialog = page.getByRole('dialog', { name: 'Help' });
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('leaves letters to whoever is typing', async () => {
    const { app } = await openWindow(withWorkspace({ tabs: [savedOrders] }));
    await page.getByRole('searchbox', { name: 'Filter streams' }).fill('');
    await page.getByRole('searchbox', { name: 'Filter streams' }).click();
    app.tabs.active?.freeze();
    await userEvent.keyboard('f');
    expect(app.tabs.active?.isFrozen).toBe(true);
  });
});

describe('notices', () => {
  it('stay until they are dismissed', async () => {
    const transport = liveService()
      .answer('app.notices', () => [
        {
          id: 'n1',
          severity: 'warning',
          code: 'STORE_DAMAGED',
          message: 'The history was set aside.',
          at: 0,
        },
      ])
      .answer('app.dismissNotice', () => undefined);
    await openWindow(transport);
    await expect.element(page.getByText('The history was set aside.')).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(page.getByText('The history was set aside.').elements()).toHaveLength(0);
    expect(transport.inputsOf('app.dismissNotice')).toEqual([{ id: 'n1' }]);
  });
});

describe('replay', () => {
  it('sends the chosen rows to the chosen stream at the chosen pace, and can be cancelled', async () => {
    const transport = withWorkspace({ tabs: [savedOrders] })
      .answer('replay.start', (plan) => ({
        replayId: 'r1',
        plan,
        phase: 'running',
        total: 1,
        confirmed: 0,
        refused: 0,
        unknown: 0,
        startedAt: 0,
      }))
      .answer('replay.cancel', () => undefined);
    await openWindow(transport);
    await page.getByRole('grid', { name: 'Messages' }).getByText('cust-2').click();
    await page.getByRole('group', { name: 'Session' }).getByRole('button', { name: 'Replay…' }).click();
    await page.getByRole('radio', { name: 'Fastest' }).click({ force: true });
    await page.getByRole('button', { name: 'Start replay' }).click();
    const job = page.getByRole('article', { name: 'Replay to orders' });
    await expect.element(job).toMatchTextContent(/running/);
    expect(transport.inputsOf('replay.start')).toEqual([
      {
        streamId: 1,
        ranges: [{ from: 2, to: 2 }],
        target: { connectionId: 'one', fullName: stream('orders').fullName, typedName: undefined },
        timing: { kind: 'fastest' },
        markReplayed: true,
      },
    ]);
    await job.getByRole('button', { name: 'Cancel' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('replay.cancel')).toEqual([{ replayId: 'r1' }]));
  });
});

describe('a tab dropped outside the window', () => {
  const savedPayments = { ...savedOrders, fullName: stream('payments').fullName, name: 'payments' };

  async function dropOutside(transport = withWorkspace({ tabs: [savedOrders, savedPayments] })) {
    const opened = await openWindow(transport.answer('app.moveTab', () => undefined));
    const tab = page.getByRole('tab', { name: /^orders/ });
    await expect.element(tab).toBeVisible();
    const handle = tab.element().closest('[draggable]');
    const dataTransfer = new DataTransfer();
    handle?.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
    handle?.dispatchEvent(
      new DragEvent('dragend', { dataTransfer, bubbles: true, clientX: -40, clientY: 90 }),
    );
    return opened;
  }

  it('goes to a window of its own, and is gone here once that is open', async () => {
    const { transport } = await dropOutside();
    await vi.waitFor(() => expect(transport.inputsOf('app.moveTab')).toHaveLength(1));
    expect(transport.inputsOf('app.moveTab')[0]).toMatchObject({ name: 'orders', filter: '' });
    await expect.element(page.getByRole('tab', { name: /^orders/ })).not.toBeInTheDocument();
    await expect.element(page.getByRole('tab', { name: /^payments/ })).toBeVisible();
  });

  it('stays when it is the only one', async () => {
    const { transport } = await dropOutside(withWorkspace({ tabs: [savedOrders] }));
    await expect.element(page.getByRole('tab', { name: /^orders/ })).toBeVisible();
    expect(transport.inputsOf('app.moveTab')).toEqual([]);
  });
});
