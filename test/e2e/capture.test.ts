import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import { Window } from './window.ts';

/** Answers the system's file dialogs as a person would who always chooses this file. */
const choose = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);

/** Drags a file of the disk in and drops it, as the system's file manager does. */
async function dragIn(page: Page, path: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  const at = { x: 400, y: 300, data: { items: [], files: [path], dragOperationsMask: 1 } };
  await devTools.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
  await devTools.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
  await expect(page.getByText('Drop to look inside')).toBeVisible();
  await devTools.send('Input.dispatchDragEvent', { type: 'drop', ...at });
  await expect(page.getByText('Drop to look inside')).toBeHidden();
  await devTools.detach();
}

test('a capture is handed over: exported here, opened and searched by a colleague @capture', async () => {
  const mine = await makeUserData();
  const theirs = await makeUserData();
  const file = join(mine.folder, 'incident.streamscope');
  let running = await startApp(mine.folder);
  try {
    await test.step('messages of the sandbox are exported as a capture', async () => {
      const window = new Window(running.window);
      await running.window.getByRole('button', { name: /Try the sandbox/ }).click();
      await window.observe('orders');
      await window.waitForStored(20);
      await choose(running.app, file);
      await running.window.getByRole('button', { name: 'Stored history' }).click();
      await running.window.getByRole('button', { name: 'Export orders…' }).click();
      const dialog = running.window.getByRole('dialog', { name: 'Export orders' });
      await expect(dialog.getByRole('status', { name: 'Estimate' })).toContainText(/\d+ messages/);
      await dialog.getByRole('textbox', { name: /Note/ }).fill('Orders lost at noon');
      await dialog.getByRole('button', { name: 'Export…' }).click();
      await expect(dialog.getByText(/^\d+ messages, /)).toBeVisible({ timeout: 30_000 });
      expect(existsSync(file)).toBe(true);
      await running.quit();
    });

    await test.step('a colleague without any account opens it from the first screen', async () => {
      running = await startApp(theirs.folder);
      const window = new Window(running.window);
      await choose(running.app, file);
      await running.window.getByRole('button', { name: 'Open a capture…' }).click();
      await expect(window.tab(/orders.*capture/i)).toBeVisible();
      await expect(running.window.getByText('Orders lost at noon')).toBeVisible();
      await expect(running.window.getByText('checksum right')).toBeVisible();
      await window.row(0).click();
      await expect(window.inspector).toContainText('orderId');
      await running.window.getByRole('button', { name: 'Close incident.streamscope' }).click();
      await expect(window.tab(/orders.*capture/i)).toBeHidden();
    });

    await test.step('dragged from the desktop onto the window it opens as well', async () => {
      const window = new Window(running.window);
      await dragIn(running.window, file);
      await expect(window.tab(/orders.*capture/i)).toBeVisible();
      await expect(running.window.getByText('checksum right')).toBeVisible();
    });

    await test.step('a file of another kind is refused in words', async () => {
      await dragIn(running.window, join(mine.folder, 'Local State'));
      await expect(running.window.getByText('Local State holds no messages')).toBeVisible();
    });
  } finally {
    expect.soft(running.errors).toEqual([]);
    await running.kill().catch(() => undefined);
    await mine.remove();
    await theirs.remove();
  }
});
