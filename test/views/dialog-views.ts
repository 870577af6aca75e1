import { expect } from './patient-expect.ts';
import type { Window } from '../e2e/window.ts';
import { pressEscape, runCommand, type View } from './view.ts';

const dialog = ({ page }: Window) => page.getByRole('dialog').or(page.getByRole('alertdialog'));

const menuDialog = (name: string, stream: string, item: RegExp): View => ({
  name,
  show: async (window) => {
    await window.openMenuOf(stream, item);
    await expect(dialog(window)).toBeVisible();
  },
  leave: pressEscape,
});

const openHistory = async (window: Window): Promise<void> => {
  await runCommand(window.page, 'Show stored history');
  await expect(window.page.getByRole('list', { name: 'Stored streams' })).toBeVisible();
};

/** What is asked and told about a stream of the sandbox, over the window; each leaves it as it was. */
export const dialogViews: readonly View[] = [
  {
    name: 'consume-more',
    show: async (window) => {
      await window.openMenuOf('orders', /Consume/);
      await dialog(window).getByText('More', { exact: true }).click();
      await dialog(window)
        .getByRole('textbox', { name: /Acknowledgement time-out/ })
        .fill('10');
      await expect(dialog(window).getByRole('alert').first()).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    ...menuDialog('subscriptions', 'payments', /Subscriptions/),
    show: async (window) => {
      await window.openMenuOf('payments', /Subscriptions/);
      await expect(
        dialog(window)
          .getByRole('button', { name: /^Delete the subscription/ })
          .first(),
      ).toBeVisible();
    },
  },
  {
    name: 'unsubscribe',
    show: async (window) => {
      await window.openMenuOf('payments', /Subscriptions/);
      await dialog(window)
        .getByRole('button', { name: /^Delete the subscription/ })
        .first()
        .click();
      await expect(dialog(window).getByRole('textbox')).toBeVisible();
    },
    leave: async (window) => {
      await window.page.keyboard.press('Escape');
      await expect(dialog(window).getByRole('table')).toBeVisible();
      await window.page.keyboard.press('Escape');
      await expect(dialog(window)).toBeHidden();
    },
  },
  {
    name: 'doctor',
    show: async (window) => {
      await window.openMenuOf('orders', /Diagnose/);
      await expect(
        dialog(window)
          .getByText(/^Rests on/)
          .first(),
      ).toBeVisible();
    },
    leave: pressEscape,
  },
  menuDialog('time-to-live', 'telemetry', /Time to live/),
  {
    name: 'keep-dialog',
    show: async (window) => {
      await openHistory(window);
      await window.page.getByRole('button', { name: 'Keep orders…' }).click();
      await dialog(window).getByText('The newest, up to a bound').click();
      await dialog(window).getByRole('textbox', { name: 'Messages' }).fill('10');
      await dialog(window).getByRole('textbox', { name: 'Age', exact: true }).fill('a week');
    },
    leave: pressEscape,
  },
  {
    name: 'forget-history',
    show: async (window) => {
      await openHistory(window);
      await window.page.getByRole('button', { name: 'Forget orders…' }).click();
      await expect(dialog(window)).toBeVisible();
    },
    leave: async (window) => {
      await window.page.keyboard.press('Escape');
      await expect(dialog(window)).toBeHidden();
      await runCommand(window.page, 'Show streams');
    },
  },
  {
    name: 'toasts',
    show: async (window) => {
      await window.row(1).click();
      await runCommand(window.page, 'Copy the selected messages as JSON');
      await drop(window, ['notes.txt']);
      await drop(
        window,
        Array.from({ length: 20 }, (_, index) => `part-${index}.jsonl`),
      );
      await expect(window.page.getByText('20 files at once are too many')).toBeVisible();
    },
    leave: async ({ page }) => {
      const toasts = page.getByRole('button', { name: 'Close toast' });
      // The others lie behind the one in front, and some go by themselves meanwhile.
      await expect(async () => {
        const front = page.locator('[data-front=true]').getByRole('button', { name: 'Close toast' });
        if ((await toasts.count()) > 0) await front.click({ timeout: 2_000 });
        await expect(toasts).toHaveCount(0, { timeout: 500 });
      }).toPass({ timeout: 30_000 });
    },
  },
];

/** Files as a page hands them over, with no place on the disk. */
async function drop({ page }: Window, names: readonly string[]): Promise<void> {
  await page.evaluate((fileNames) => {
    const dataTransfer = new DataTransfer();
    for (const name of fileNames) dataTransfer.items.add(new File([''], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, names);
}
