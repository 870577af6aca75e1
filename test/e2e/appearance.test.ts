import { expect, test } from '@playwright/test';
import { makeUserData, startApp, type RunningApp } from './app.ts';
import { call } from './call.ts';
import { Window } from './window.ts';

let running: RunningApp;
let remove: () => Promise<void>;

test.beforeEach(async () => {
  const userData = await makeUserData();
  remove = userData.remove;
  running = await startApp(userData.folder);
});
test.afterEach(async () => {
  await running.kill().catch(() => undefined);
  await remove();
});

test('at twice the size nothing leaves the window, and the main job goes on by key', async () => {
  const page = running.window;
  const window = new Window(page);
  await page.getByRole('button', { name: /Try the sandbox/ }).press('Enter');
  await expect(window.stream('orders')).toBeVisible();
  await call(page, 'settings.change', { zoom: 2 });
  await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(2);

  await page
    .getByRole('searchbox', { name: /^Filter/ })
    .first()
    .fill('orders');
  await window.observe('orders');
  await expect(window.row(0)).toBeVisible();
  await window.messages.focus();
  await page.keyboard.press('Home');
  await expect(window.inspector).toContainText('orderId');
  const across = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(across).toBe(0);
  // The lowest line of the window and the highest one.
  await expect(window.status).toBeInViewport({ ratio: 1 });
  await expect(window.tab(/orders.*observe/i)).toBeInViewport();

  await page.keyboard.press('Control+J');
  await expect(page.getByRole('textbox', { name: 'Payload' })).toBeAttached();
  const down = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(down).toBe(0);
  await page.keyboard.press('Control+J');

  await page.keyboard.press('Control+,');
  const dialog = await page.getByRole('dialog').boundingBox();
  const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  expect(dialog?.x).toBeGreaterThanOrEqual(0);
  expect((dialog?.x ?? 0) + (dialog?.width ?? Infinity)).toBeLessThanOrEqual(size.width);
  expect((dialog?.y ?? 0) + (dialog?.height ?? Infinity)).toBeLessThanOrEqual(size.height);
});

test('at 1024 wide two groups beside everything else scroll nothing sideways, and the inspector goes under them', async () => {
  const page = running.window;
  const window = new Window(page);
  await page.getByRole('button', { name: /Try the sandbox/ }).press('Enter');
  await window.observe('orders');
  await window.observe('telemetry');
  await page.keyboard.press('Control+Shift+M');
  await expect(page.getByRole('region', { name: 'Right group' })).toBeVisible();
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700);
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  await expect(window.messages.first().getByRole('row').nth(3)).toBeVisible();

  const sideways = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ className }) => className),
  );
  expect(sideways).toEqual([]);
  const groups = await page.getByRole('region', { name: 'Right group' }).boundingBox();
  const inspector = await window.inspector.boundingBox();
  expect(groups?.width).toBeGreaterThan(300);
  expect(inspector?.y).toBeGreaterThan((groups?.y ?? 0) + (groups?.height ?? Infinity) - 1);
});

test('with reduced motion asked for nothing moves, by the system or by the setting', async () => {
  const page = running.window;
  const longest = (): Promise<number> =>
    page.evaluate(() => {
      const seconds = [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        return `${transitionDuration}, ${animationDuration}`.split(', ').map(Number.parseFloat);
      });
      return Math.max(...seconds);
    });
  await expect(page.getByRole('button', { name: /Try the sandbox/ })).toBeVisible();
  await call(page, 'settings.change', { motion: 'full' });
  await expect.poll(longest).toBeGreaterThan(0.05);
  await call(page, 'settings.change', { motion: 'reduced' });
  await expect.poll(longest).toBeLessThan(0.001);
  await call(page, 'settings.change', { motion: 'system' });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(longest).toBeGreaterThan(0.05);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(longest).toBeLessThan(0.001);
});
