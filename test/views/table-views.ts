import { expect } from './patient-expect.ts';
import type { Window } from '../e2e/window.ts';
import { pressEscape, runCommand, type View } from './view.ts';

const dialog = ({ page }: Window) => page.getByRole('dialog');
const header = ({ messages }: Window, name: string | RegExp) => messages.getByRole('columnheader', { name });

const commandDialog = (name: string, command: string): View => ({
  name,
  show: async (window) => {
    await runCommand(window.page, command);
    await expect(dialog(window)).toBeVisible();
  },
  leave: pressEscape,
});

/** How a message table is arranged, from a live stream of orders on with one of them in the inspector. */
export const tableViews: readonly View[] = [
  {
    name: 'column-menu',
    show: async (window) => {
      await header(window, /^Published/).click({ button: 'right' });
      await expect(window.page.getByRole('menu')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'json-column',
    show: async (window) => {
      await window.row(3).click();
      await window.inspector
        .getByRole('tree', { name: 'Value' })
        .getByText('total')
        .first()
        .click({ button: 'right' });
      await window.page.getByRole('menuitem', { name: /^Add as column/ }).click();
      await expect(header(window, 'total')).toBeVisible();
    },
  },
  commandDialog('columns-dialog', 'Columns…'),
  {
    name: 'colour-rules',
    show: async (window) => {
      await runCommand(window.page, 'Colour rules…');
      await dialog(window).getByRole('button', { name: 'Add a rule' }).click();
      await dialog(window).getByRole('textbox', { name: 'Name' }).fill('Expensive');
      await dialog(window).getByRole('combobox', { name: 'Filter' }).fill('value.total > 100');
      await dialog(window).getByRole('button', { name: 'Add a rule' }).click();
      await dialog(window).getByRole('combobox', { name: 'Filter' }).last().fill('key ==');
    },
    leave: async (window) => {
      await dialog(window)
        .getByRole('button', { name: /^Remove/ })
        .last()
        .click();
      await dialog(window).getByRole('button', { name: 'Done', exact: true }).click();
    },
  },
  {
    name: 'coloured-and-relative',
    show: async ({ page, messages }) => {
      await page.keyboard.press('Control+T');
      await expect(messages.getByText('+0.000 s', { exact: true })).toBeVisible();
      await expect(messages.getByRole('row', { name: /^Expensive/ }).first()).toBeVisible();
    },
  },
  {
    name: 'copy-menu',
    show: async (window) => {
      await window.row(2).click({ button: 'right' });
      await window.page.getByRole('menuitem', { name: 'Copy', exact: true }).hover();
      await expect(window.page.getByRole('menuitem', { name: 'curl' })).toBeVisible();
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'go-to',
    show: async (window) => {
      await runCommand(window.page, 'Go to row…');
      await dialog(window).getByRole('textbox').fill('7:12');
    },
    leave: pressEscape,
  },
  {
    name: 'new-rows',
    show: async (window) => {
      const { page, messages } = window;
      await window.follow();
      await messages.focus();
      await page.keyboard.press('Home');
      await expect(page.getByRole('button', { name: /\d new$/ })).toBeVisible();
    },
    leave: async ({ page }) => {
      await runCommand(page, 'Times: clock');
      await runCommand(page, 'Reset the columns');
      await runCommand(page, 'Colour rules…');
      await page.getByRole('button', { name: 'Remove Expensive' }).click();
      await page.getByRole('button', { name: 'Done', exact: true }).click();
    },
  },
];
