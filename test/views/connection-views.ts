import { expect } from './patient-expect.ts';
import type { Window } from '../e2e/window.ts';
import { pressEscape, runCommand, type View } from './view.ts';

const dialog = ({ page }: Window) => page.getByRole('dialog');
const panel = ({ page }: Window) => page.getByRole('complementary', { name: 'Side panel' });
const name = 'billing-production';

/** A second connection whose service is gone, and how it is taken away again. */
export const failedConnectionViews: readonly View[] = [
  {
    name: 'connection-failed',
    show: async (window) => {
      await runCommand(window.page, 'New connection…');
      await dialog(window).getByText('Apache Pulsar', { exact: true }).click();
      // The discard port: nothing listens there on any machine these tests run on.
      await dialog(window).getByLabel('Admin URL').fill('http://127.0.0.1:9');
      await dialog(window).getByLabel('Name', { exact: true }).fill(name);
      await dialog(window).getByRole('button', { name: 'Save and connect' }).click();
      await expect(dialog(window)).toBeHidden();
      await runCommand(window.page, 'Show connections');
      await expect(panel(window).getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'connection-edit',
    show: async (window) => {
      await panel(window)
        .getByRole('button', { name: `Actions for ${name}` })
        .click();
      await window.page.getByRole('menuitem', { name: 'Edit…' }).click();
      await dialog(window).getByText('Token (JWT)').click();
      await expect(dialog(window).getByRole('button', { name: 'Show Token' })).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'remove-connection',
    show: async (window) => {
      await panel(window)
        .getByRole('button', { name: `Actions for ${name}` })
        .click();
      await window.page.getByRole('menuitem', { name: 'Remove…' }).click();
      await expect(dialog(window)).toBeVisible();
    },
    leave: async (window) => {
      await dialog(window).getByRole('button', { name: 'Remove connection' }).click();
      await expect(dialog(window)).toBeHidden();
      await runCommand(window.page, 'Show streams');
    },
  },
];
