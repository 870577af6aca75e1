import { expect, test } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import { Window } from './window.ts';

test('streams are browsed by key: told apart, filtered, starred, with their figures, and offline with their age @tree', async () => {
  const userData = await makeUserData();
  let running = await startApp(userData.folder);
  try {
    let page = running.window;
    let window = new Window(page);
    const item = (name: string) => window.tree.getByRole('treeitem', { name, exact: true });
    const streamFilter = () => page.getByRole('searchbox', { name: 'Filter streams' });
    const press = (keys: string) => page.keyboard.press(keys);

    await test.step('the sandbox is there', async () => {
      await page.getByRole('button', { name: /Try the sandbox/ }).click();
      await expect(item('orders')).toBeVisible();
    });

    await test.step('local, global, collection and system streams say what they are', async () => {
      await expect(item('orders')).toHaveAccessibleDescription(/^(local|global) stream/);
      await expect(item('inventory')).toHaveAccessibleDescription(/^global stream/);
      await expect(item('inventory')).toContainText('global');
    });

    await test.step('a stream on screen shows its live rate', async () => {
      await expect(item('orders')).toHaveText(/[\d.,]+\/s/);
      await expect(item('orders')).toHaveAccessibleDescription(/[1-9][\d.]* messages a second/);
    });

    await test.step('arrows, letters and folding go through it', async () => {
      await window.tree.focus();
      await press('Home');
      await expect(item('_system')).toHaveAttribute('aria-expanded', 'true');
      await press('t');
      await expect(item('telemetry')).toHaveAttribute('aria-selected', 'true');
      await press('ArrowLeft');
      await press('ArrowLeft');
      await expect(item('telemetry')).toBeHidden();
      await press('ArrowRight');
      await expect(item('telemetry')).toBeVisible();
    });

    await test.step('a starred stream stands at the top too', async () => {
      await press('t');
      await press('*');
      await expect(item('telemetry').first()).toHaveAccessibleDescription(/starred/);
      await expect(item('telemetry')).toHaveCount(2);
    });

    await test.step('the filter keeps what fits, and is left with Escape', async () => {
      await streamFilter().fill('pay');
      await expect(item('payments')).toBeVisible();
      await expect(item('orders')).toHaveCount(0);
      await streamFilter().press('Escape');
      await expect(item('orders')).toBeVisible();
    });

    await test.step('after a restart the last known list is there, with its age and the star', async () => {
      await running.quit();
      running = await startApp(userData.folder);
      page = running.window;
      window = new Window(page);
      await expect(item('orders')).toBeVisible();
      await expect(window.tree.getByText(/list from \d\d:\d\d/)).toBeVisible();
      await expect(item('telemetry')).toHaveCount(2);
      await expect(item('orders')).not.toHaveText(/\/s/);
    });
  } catch (thrown) {
    await running.window.screenshot({ path: test.info().outputPath('window.png') }).catch(() => undefined);
    throw thrown;
  } finally {
    expect.soft(running.errors).toEqual([]);
    await running.kill().catch(() => undefined);
    await userData.remove();
  }
});
