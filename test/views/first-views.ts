import { expect } from './patient-expect.ts';
import { pressEscape, type View } from './view.ts';

/** What there is before anything was connected or stored. In this order: the last one leaves the first screen. */
export const firstViews: readonly View[] = [
  {
    name: 'first-run',
    show: async ({ page }) => {
      await expect(page.getByRole('button', { name: /Try the sandbox/ })).toBeVisible();
    },
  },
  {
    name: 'connection-gdn',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^Connect/ }).click();
      await page.getByRole('dialog').getByLabel('Host').fill('https://prod.paas.example.com');
    },
    leave: pressEscape,
  },
  {
    name: 'connection-pulsar',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^Connect/ }).click();
      await page.getByRole('dialog').getByText('Apache Pulsar', { exact: true }).click();
    },
    leave: pressEscape,
  },
  {
    name: 'connection-test-failed',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^Connect/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Apache Pulsar', { exact: true }).click();
      // The discard port: nothing listens there on any machine these tests run on.
      await dialog.getByLabel('Admin URL').fill('http://127.0.0.1:9');
      await dialog.getByRole('button', { name: 'Test connection' }).click();
      await expect(dialog.getByRole('list', { name: 'Connection test' })).toContainText(/failed/i);
    },
    leave: pressEscape,
  },
  {
    name: 'empty-workspace',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /Open history/ }).click();
      await expect(page.getByRole('navigation', { name: 'Panels' })).toBeVisible();
    },
  },
];
