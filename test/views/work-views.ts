import { expect } from './patient-expect.ts';
import type { Window } from '../e2e/window.ts';
import { deliveriesView, inspectorDiffViews, inspectorTabViews, payloadViews } from './inspector-views.ts';
import { failedConnectionViews } from './connection-views.ts';
import { dialogViews } from './dialog-views.ts';
import { publishViews, replayViews } from './publish-views.ts';
import { regionsView } from './regions-view.ts';
import { shellViews } from './shell-views.ts';
import { tableViews } from './table-views.ts';
import { transferViews } from './transfer-views.ts';
import { pressEscape, runCommand, type View } from './view.ts';

const drawer = ({ page }: Window) => page.getByRole('region', { name: 'Drawer' });
const dialog = ({ page }: Window) => page.getByRole('dialog').or(page.getByRole('alertdialog'));

/** A dialog that a command of the palette opens. */
const commandDialog = (name: string, title: string): View => ({
  name,
  show: async (window) => {
    await runCommand(window.page, title);
    await expect(dialog(window)).toBeVisible();
  },
  leave: pressEscape,
});

const menuDialog = (name: string, stream: string, item: RegExp): View => ({
  name,
  show: async (window) => {
    await window.openMenuOf(stream, item);
    await expect(dialog(window)).toBeVisible();
  },
  leave: pressEscape,
});

/** The window at work with the sandbox, from the first live stream on; each goes on where the one before left. */
export const workViews: readonly View[] = [
  {
    name: 'observe',
    show: async (window) => {
      await runCommand(window.page, 'Try the sandbox');
      await expect(window.stream('orders')).toBeVisible();
      await window.observe('orders');
      await window.waitForStored(5);
      await window.row(3).click();
      await expect(window.inspector).toContainText('orderId');
    },
  },
  ...inspectorTabViews,
  ...inspectorDiffViews,
  {
    name: 'filter',
    show: async ({ page }) => {
      await page.keyboard.press('Control+F');
      await page.keyboard.type('value.total > 100');
      await page.keyboard.press('Enter');
      await expect(page.getByText(/\bmatch/).first()).toBeVisible();
    },
  },
  {
    name: 'filter-wrong',
    show: async ({ page }) => {
      await page.keyboard.press('Control+F');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('value.total > > 100');
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
    },
  },
  ...tableViews,
  regionsView,
  {
    name: 'consume-dialog',
    show: async (window) => {
      await window.openMenuOf('payments', /Consume/);
      await expect(dialog(window)).toBeVisible();
    },
    leave: async (window) => {
      await dialog(window).getByRole('button', { name: 'Consume' }).click();
      await expect(window.tab(/payments.*consume/i)).toBeVisible();
    },
  },
  {
    name: 'consume',
    show: async (window) => {
      await window.waitForStored(5);
      await window.row(2).click();
    },
  },
  deliveriesView,
  ...payloadViews,
  ...publishViews,
  {
    name: 'search',
    show: async (window) => {
      await window.page.keyboard.press('Control+Shift+F');
      await window.page.keyboard.type('paid');
      await window.page.keyboard.press('Enter');
      await expect(window.page.getByRole('grid', { name: 'Search hits' })).toBeVisible();
    },
  },
  {
    name: 'search-nothing',
    show: async (window) => {
      await window.page.keyboard.press('Control+Shift+F');
      await window.page.keyboard.press('Control+A');
      await window.page.keyboard.type('nowheretobefound');
      await window.page.keyboard.press('Enter');
      await expect(drawer(window).getByText(/No/).first()).toBeVisible();
    },
  },
  ...replayViews,
  {
    name: 'log',
    show: async ({ page }) => {
      await runCommand(page, 'Show or hide the log');
    },
    leave: async ({ page }) => {
      await runCommand(page, 'Show or hide the log');
    },
  },
  {
    name: 'history-panel',
    show: async ({ page }) => {
      await runCommand(page, 'Show stored history');
    },
  },
  {
    name: 'connections-panel',
    show: async ({ page }) => {
      await runCommand(page, 'Show connections');
    },
    leave: async ({ page }) => {
      await runCommand(page, 'Show streams');
    },
  },
  ...failedConnectionViews,
  menuDialog('delete-stream', 'telemetry', /Delete/),
  {
    name: 'create-stream',
    show: async (window) => {
      await window.page.getByRole('button', { name: 'Create stream…' }).click();
      await dialog(window).getByLabel('Stream name').fill('a name with % in it');
    },
    leave: pressEscape,
  },
  ...dialogViews,
  ...transferViews,
  {
    name: 'stream-menu',
    show: async (window) => {
      await window.stream('orders').click({ button: 'right' });
      await expect(window.page.getByRole('menu')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'row-menu',
    show: async (window) => {
      await window.row(1).click({ button: 'right' });
      await expect(window.page.getByRole('menu')).toBeVisible();
    },
    leave: pressEscape,
  },
  commandDialog('settings', 'Settings…'),
  ...shellViews,
  commandDialog('help', 'Help: keys and glossary'),
  {
    name: 'palette',
    show: async ({ page }) => {
      await page.keyboard.press('Control+K');
      await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'offline',
    show: async (window) => {
      await runCommand(window.page, 'Detach all sources now');
      await expect(window.tab(/orders.*offline/i)).toBeVisible();
    },
  },
];
