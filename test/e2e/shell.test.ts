import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import type { RunningApp } from './app.ts';
import { call } from './call.ts';
import { watchHosts } from './network.ts';
import { Window } from './window.ts';

let running: RunningApp;
let userData: Awaited<ReturnType<typeof makeUserData>>;

test.beforeEach(async () => {
  userData = await makeUserData();
  running = await startApp(userData.folder);
});
test.afterEach(async () => {
  if (test.info().status !== test.info().expectedStatus)
    await running.window.screenshot({ path: test.info().outputPath('window.png') }).catch(() => undefined);
  expect.soft(running.errors).toEqual([]);
  await running.kill().catch(() => undefined);
  await userData.remove();
});

const press = (...keys: string[]) => pressOn(running.window, ...keys);
async function pressOn(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Starts the sandbox from the first screen and goes to a stream of it, without the mouse. */
async function startSandbox(): Promise<Window> {
  const window = new Window(running.window);
  const card = running.window.getByRole('button', { name: 'Try the sandbox' });
  await card.focus();
  await press('Enter');
  await expect(window.stream('orders')).toBeVisible();
  return window;
}

async function goTo(stream: string): Promise<void> {
  await press('Control+P');
  await running.window.getByRole('combobox', { name: 'Command palette' }).fill(stream);
  await expect(running.window.getByRole('option', { name: stream }).first()).toBeVisible();
  await press('Enter');
  await expect(running.window.getByRole('tab', { name: new RegExp(`^${stream}, Observe`) })).toBeVisible();
}

const group = (side: 'Left' | 'Right'): Locator =>
  running.window.getByRole('region', { name: `${side} group` });
const step = (name: RegExp): Locator =>
  running.window.getByRole('region', { name: 'First steps' }).getByRole('button', { name });

test('tabs are opened, moved, split, closed and brought back by keys, and stand so after a restart @shell', async () => {
  await startSandbox();
  await goTo('orders');
  await goTo('payments');
  await goTo('telemetry');
  const names = (): Promise<string[]> =>
    running.window
      .getByRole('tablist', { name: /^Open streams/ })
      .getByRole('tab')
      .allInnerTexts();
  const order = async (): Promise<string> =>
    (await names()).map((text) => text.split('\n')[0]?.trim() ?? '').join(' ');
  expect(await order()).toBe('orders payments telemetry');

  await press('Control+Shift+PageUp');
  await expect.poll(order).toBe('orders telemetry payments');
  await press('Control+1');
  await expect(running.window.getByRole('tab', { name: /^orders/ })).toHaveAttribute('aria-selected', 'true');
  await press('Control+Tab');
  await expect(running.window.getByRole('tab', { name: /^telemetry/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await press('Control+W');
  await expect.poll(order).toBe('orders payments');
  await press('Control+Shift+T');
  await expect.poll(order).toBe('orders telemetry payments');
  await expect(running.window.getByRole('tab', { name: /^telemetry, Observe/ })).toBeVisible();

  await press('Control+3', 'Control+Shift+M');
  await expect(group('Right').getByRole('tab', { name: /^payments/ })).toBeVisible();
  await expect(group('Left').getByRole('tab')).toHaveCount(2);
  await press('Control+F6');
  await press('Control+1');
  await expect(group('Left').getByRole('tab', { name: /^orders/ })).toHaveAttribute('aria-selected', 'true');

  const filter = () => group('Left').getByRole('combobox', { name: 'Filter' });
  await filter().fill('size > 3');
  await filter().press('Enter');

  // The layout is kept a moment after it changes.
  await expect
    .poll(async () => (await call(running.window, 'settings.read', undefined)).workspace)
    .toMatchObject({
      tabs: [
        { name: 'orders', isFront: true, filter: 'size > 3' },
        { name: 'telemetry' },
        { name: 'payments', side: 'right' },
      ],
    });
  await running.quit();
  running = await startApp(userData.folder);
  await expect(group('Left').getByRole('tab', { name: /^orders/ })).toHaveAttribute('aria-selected', 'true');
  await expect(group('Right').getByRole('tab', { name: /^payments/ })).toBeVisible();
  await expect(filter()).toHaveValue('size > 3');
  await expect(group('Left').getByText(/match$/)).toBeVisible();
  // The sandbox that was on screen runs again by itself, and the tab offers to go on.
  await expect(group('Left').getByRole('button', { name: 'Observe', exact: true })).toBeVisible();
});

test('a second window has tabs of its own, hears the same news, and closing it leaves the first alone @shell', async () => {
  const first = await startSandbox();
  await goTo('orders');
  const opening = running.app.waitForEvent('window');
  await press('Control+Shift+N');
  const page = await opening;
  const second = new Window(page);
  await expect(second.stream('payments')).toBeVisible();
  await expect(page.getByRole('tab', { name: /^orders/ })).toHaveCount(0);
  await second.observe('payments');
  await second.waitForStored(2);
  const before = (await first.accounting()).stored;
  await page.close();
  await first.waitForStored(before + 2);
  await expect(running.window.getByRole('tab', { name: /^payments/ })).toHaveCount(0);
  await expect(running.window.getByRole('tab', { name: /^orders, Observe/ })).toBeVisible();
});

test('a tab is moved to a new window with its session and its filter, and ends with that window @shell', async () => {
  await startSandbox();
  await goTo('telemetry');
  await goTo('orders');
  const first = new Window(running.window);
  await first.waitForStored(3);
  await press('/');
  await running.window.keyboard.type('value.orderId > 0');
  await press('Enter');
  await expect(running.window.getByRole('status', { name: 'Filter result' })).toContainText('match');

  const opening = running.app.waitForEvent('window');
  await first.tab(/^orders/).click({ button: 'right' });
  await running.window.getByRole('menuitem', { name: 'Move to a new window' }).click();
  const page = await opening;
  const second = new Window(page);
  await expect(second.tab(/^orders, Observe/)).toBeVisible();
  await expect(first.tab(/^orders/)).toHaveCount(0);
  await expect(first.tab(/^telemetry, Observe/)).toBeVisible();
  await expect(page.getByRole('status', { name: 'Filter result' })).toContainText('match');
  // The same session went on: nothing was opened anew.
  const sessions = async () => (await call(running.window, 'sessions.list', undefined)).length;
  expect(await sessions()).toBe(2);
  const before = (await second.accounting()).stored;
  await second.waitForStored(before + 2);
  await page.close();
  await expect.poll(sessions).toBe(1);
});

test('windows come back after a restart, each with its tabs and place; one that was closed does not @shell', async () => {
  const first = await startSandbox();
  await goTo('orders');
  const openWindow = async (): Promise<Window> => {
    const opening = running.app.waitForEvent('window');
    await press('Control+Shift+N');
    const window = new Window(await opening);
    await expect(window.stream('payments')).toBeVisible();
    return window;
  };
  const second = await openWindow();
  await second.observe('payments');
  const third = await openWindow();
  await third.observe('telemetry');
  await third.page.close();
  await expect(first.tab(/^orders, Observe/)).toBeVisible();
  const bounds = { x: 60, y: 70, width: 1000, height: 640 };
  const placeOfSecond = () =>
    running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('further'))
        ?.getBounds(),
    );
  await running.app.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('further'))
      ?.setBounds(place);
  }, bounds);
  await expect.poll(placeOfSecond).toEqual(bounds);
  await running.quit();

  running = await startApp(userData.folder);
  await expect.poll(() => running.app.windows().length).toBe(2);
  const pages = running.app.windows();
  const further = pages.find((page) => page.url().includes('further'));
  const own = pages.find((page) => !page.url().includes('further'));
  if (further === undefined || own === undefined) throw new Error('One of the windows is not there.');
  await expect(new Window(own).tab(/^orders/)).toBeVisible();
  await expect(new Window(own).tab(/^payments/)).toHaveCount(0);
  await expect(new Window(further).tab(/^payments/)).toBeVisible();
  await expect(new Window(further).tab(/^orders/)).toHaveCount(0);
  expect(await placeOfSecond()).toEqual(bounds);
});

test('keys are bound anew, a conflict is told, the new keys work after a restart, and all can be set back @shell', async () => {
  await startSandbox();
  const dialog = () => running.window.getByRole('dialog', { name: 'Settings' });
  const row = dialog().getByRole('group', { name: 'Show or hide the log' });
  await press('Control+K');
  await running.window.getByRole('combobox', { name: 'Command palette' }).fill('keyboard shortcuts');
  await press('Enter');
  await dialog().getByRole('searchbox', { name: 'Find a command or its keys' }).fill('show or hide the log');
  await row.getByRole('button', { name: 'Change…' }).press('Enter');
  await press('Control+K');
  await expect(dialog().getByRole('alert')).toContainText('Command palette');
  await press('Control+Shift+Y');
  await expect(row).toContainText('Ctrl Shift Y');
  await press('Escape');
  await expect(dialog()).toBeHidden();
  await press('Control+Shift+Y');
  await expect(running.window.getByRole('tab', { name: 'Log' })).toHaveAttribute('aria-selected', 'true');

  await expect
    .poll(async () => (await call(running.window, 'settings.read', undefined)).workspace)
    .toMatchObject({ isDrawerOpen: true, drawer: 'log' });
  await running.quit();
  running = await startApp(userData.folder);
  await expect(running.window.getByRole('tree', { name: 'Streams' })).toBeVisible();
  await press('Control+Shift+Y');
  await expect(running.window.getByRole('region', { name: 'Drawer' })).toBeHidden();
  await press('Control+,');
  await dialog().getByRole('tab', { name: 'Keyboard' }).click();
  await dialog().getByRole('button', { name: 'Reset all' }).press('Enter');
  await expect(dialog().getByRole('button', { name: 'Reset all' })).toBeDisabled();
});

test('what was arranged the moment before quitting stands so after a restart @shell', async () => {
  await startSandbox();
  const panel = () => running.window.getByRole('complementary', { name: 'Side panel' });
  await press('Control+B');
  await expect(panel()).toBeHidden();
  await running.quit();
  running = await startApp(userData.folder);
  await expect(running.window.getByRole('status', { name: 'Status' })).toBeVisible();
  await expect(panel()).toBeHidden();
});

test('the six first steps tick themselves by being done, stay ticked, and need no network @shell', async () => {
  const hosts = await watchHosts(running.app);
  const window = await startSandbox();
  await goTo('orders');
  await window.waitForStored(8);
  await expect(step(/Observe a stream.*done/)).toBeVisible();

  await press('/');
  await running.window.keyboard.type('value.orderId > 0');
  await press('Enter');
  await expect(step(/Filter its messages.*done/)).toBeVisible();

  await running.window.getByRole('button', { name: 'Show me: Inspect a message' }).press('Enter');
  await expect(step(/Inspect a message.*done/)).toBeVisible();

  await running.window.getByRole('button', { name: 'Show me: Acknowledge one' }).press('Enter');
  await running.window.getByRole('dialog').getByRole('button', { name: 'Consume' }).press('Enter');
  await expect(window.tab(/payments \/ .*consume/i)).toBeVisible();
  await window.waitForStored(1);
  // The status may still be that of the tab before.
  await expect(window.messages.getByText(/^acct-/).first()).toBeVisible();
  await press('F8');
  const acknowledge = window.inspector.getByRole('button', { name: 'Acknowledge', exact: true });
  await expect(acknowledge).toBeEnabled();
  await acknowledge.press('Enter');
  await expect(step(/Acknowledge one.*done/)).toBeVisible({ timeout: 15_000 });

  await running.window.getByRole('button', { name: 'Show me: Publish a message' }).press('Enter');
  const drawer = running.window.getByRole('region', { name: 'Drawer' });
  await drawer.getByRole('textbox', { name: 'Payload' }).fill('{"orderId": 1}');
  const publish = drawer.getByRole('button', { name: 'Publish', exact: true });
  await expect(publish).toBeEnabled();
  await publish.press('Enter');
  await expect(step(/Publish a message.*done/)).toBeVisible();

  await running.window.getByRole('button', { name: 'Show me: Replay messages' }).press('Enter');
  const start = drawer.getByRole('button', { name: 'Start replay' });
  await expect(start).toBeEnabled();
  await start.press('Enter');
  await expect(step(/Replay messages.*done/)).toBeVisible();
  expect([...new Set(await hosts.asked())]).toEqual(['127.0.0.1']);

  await running.quit();
  running = await startApp(userData.folder);
  await expect(running.window.getByRole('region', { name: 'First steps' })).toContainText('6 of 6');
  await running.window.getByRole('button', { name: 'Put the first steps away' }).press('Enter');
  await expect(running.window.getByRole('region', { name: 'First steps' })).toBeHidden();
});
