import { expect } from './patient-expect.ts';
import type { View } from './view.ts';

/** A global stream that three regions write to: whose each message is, and how long it was on its way. */
export const regionsView: View = {
  name: 'regions',
  show: async (window) => {
    const { page, inspector, messages } = window;
    await window.observe('inventory');
    await window.waitForStored(12);
    await window.row(0).click();
    await inspector.getByRole('tab', { name: /^Properties/ }).click();
    await inspector.getByText('region', { exact: true }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Add as column/ }).click();
    await expect(messages.getByRole('columnheader', { name: /region/ })).toBeVisible();
    await messages.getByText('sandbox-ap', { exact: true }).first().click();
    await inspector.getByRole('tab', { name: 'Meta' }).click();
    await expect(inspector).toContainText(/ s (before|after) publishTime/);
  },
  leave: async (window) => {
    const { page, inspector } = window;
    await inspector.getByRole('tab', { name: 'Value' }).click();
    await page.keyboard.press('Control+W');
    await expect(window.tab(/inventory/)).toHaveCount(0);
  },
};
