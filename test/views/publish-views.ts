import { expect } from './patient-expect.ts';
import type { Window } from '../e2e/window.ts';
import type { View } from './view.ts';

const drawer = ({ page }: Window) => page.getByRole('region', { name: 'Drawer' });
const payload = (window: Window) => drawer(window).getByRole('textbox', { name: 'Payload' });

/** The composer, from its first words to receipts and refusals, and a replay. Each goes on where the one before left. */
export const publishViews: readonly View[] = [
  {
    name: 'publish',
    show: async (window) => {
      await window.openMenuOf('orders', /Publish/);
      await drawer(window).getByRole('textbox', { name: 'Key', exact: true }).fill('cust-{{int 1 997}}');
      await payload(window).fill('{"orderId": {{seq}}, "placedAt": "{{now}}"}');
    },
  },
  {
    name: 'publish-receipt',
    show: async (window) => {
      await drawer(window).getByRole('button', { name: 'Publish', exact: true }).click();
      await expect(drawer(window).getByRole('status', { name: 'Receipt' })).toBeVisible();
    },
  },
  {
    name: 'producer-options',
    show: async (window) => {
      await drawer(window).getByText('Producer options').click();
      await drawer(window).getByRole('textbox', { name: 'Producer name' }).fill('load-test');
      await drawer(window).getByRole('checkbox', { name: 'Batching' }).check();
      await drawer(window)
        .getByRole('textbox', { name: /^Send window/ })
        .fill('none');
      await drawer(window)
        .getByRole('textbox', { name: /^Send window/ })
        .scrollIntoViewIfNeeded();
    },
    leave: async (window) => {
      await drawer(window)
        .getByRole('textbox', { name: /^Send window/ })
        .fill('');
      await drawer(window).getByRole('checkbox', { name: 'Batching' }).uncheck();
      await drawer(window).getByRole('textbox', { name: 'Producer name' }).fill('');
      await drawer(window).getByText('Producer options').click();
    },
  },
  {
    name: 'publish-broken',
    show: async (window) => {
      await payload(window).fill('{"orderId": {{sequence}},\n  "placedAt": "{{now}}",\n}');
      await expect(drawer(window).getByText(/^Line 1, column \d+: /)).toBeVisible();
    },
  },
  {
    name: 'publish-too-large',
    show: async (window) => {
      await payload(window).fill(`{"note": "${'much '.repeat(160_000)}"}`);
      await expect(drawer(window).getByText('The message is too large')).toBeVisible();
    },
    leave: async (window) => {
      await payload(window).fill('{"orderId": {{seq}}}');
    },
  },
];

export const replayViews: readonly View[] = [
  {
    name: 'replay',
    show: async (window) => {
      await window.tab(/orders.*observe/i).click();
      await window.row(2).click();
      await window.inspector.getByRole('button', { name: /^Replay/ }).click();
      await expect(drawer(window).getByRole('button', { name: 'Start replay' })).toBeVisible();
    },
  },
  {
    name: 'replay-done',
    show: async (window) => {
      await drawer(window).getByRole('button', { name: 'Start replay' }).click();
      await expect(drawer(window).getByRole('article')).toContainText(/1 of 1 confirmed/);
    },
  },
];
