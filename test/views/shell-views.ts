import { expect } from './patient-expect.ts';
import { pressEscape, runCommand, type View } from './view.ts';
import type { Window } from '../e2e/window.ts';

const settings = ({ page }: Window) => page.getByRole('dialog', { name: 'Settings' });

/** Settings and the arrangement of tabs, from a window with several streams open on. */
export const shellViews: readonly View[] = [
  {
    name: 'settings-keyboard',
    show: async (window) => {
      await runCommand(window.page, 'Keyboard shortcuts…');
      await expect(settings(window)).toBeVisible();
    },
  },
  {
    name: 'keyboard-conflict',
    show: async (window) => {
      await settings(window).getByRole('searchbox').fill('inspector');
      await settings(window)
        .getByRole('group', { name: 'Show or hide the inspector' })
        .getByRole('button', { name: 'Change…' })
        .click();
      await window.page.keyboard.press('Control+K');
      await expect(settings(window).getByRole('alert')).toContainText('Command palette');
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'settings-about',
    show: async (window) => {
      await runCommand(window.page, 'About Streamscope');
      await expect(settings(window)).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'two-groups',
    show: async (window) => {
      await window.tab(/orders.*observe/i).click();
      await runCommand(window.page, 'Move tab to the other group');
      await expect(window.page.getByRole('region', { name: 'Right group' })).toBeVisible();
    },
    leave: async ({ page }) => {
      await runCommand(page, 'Move tab to the other group');
    },
  },
  {
    name: 'file-drop',
    show: async ({ page }) => {
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([''], 'incident.streamscope'));
        document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true }));
      });
      await expect(page.getByText('Drop to look inside')).toBeVisible();
    },
    leave: async ({ page }) => {
      await page.evaluate(() => document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true })));
    },
  },
];
