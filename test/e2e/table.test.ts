import { expect, test } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import { call } from './call.ts';
import { Window } from './window.ts';

test('the message table is arranged, and comes back as it was left @table', async () => {
  const userData = await makeUserData();
  let running = await startApp(userData.folder);
  try {
    let { window: page } = running;
    let window = new Window(page);
    const titles = () => window.messages.getByRole('columnheader');
    const header = (name: string | RegExp) => window.messages.getByRole('columnheader', { name });
    const clipboard = () => running.app.evaluate(({ clipboard: held }) => held.readText());

    await test.step('the sandbox streams orders', async () => {
      await page.getByRole('button', { name: /Try the sandbox/ }).click();
      await window.observe('orders');
      await window.waitForStored(12);
    });

    await test.step('a JSON field becomes a column from the inspector', async () => {
      await window.row(2).click();
      await window.inspector
        .getByRole('tree', { name: 'Value' })
        .getByText('orderId')
        .click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^Add as column/ }).click();
      await expect(header('orderId')).toBeVisible();
      // The sandbox counts orders beyond what a double can hold; the column has every digit.
      await expect(window.row(2).getByRole('gridcell', { name: /^90071992547\d+$/ })).toBeVisible();
    });

    await test.step('a column is moved with the keyboard alone', async () => {
      await header('Key').focus();
      await page.keyboard.press('Control+Shift+ArrowLeft');
      await expect(titles().nth(2)).toContainText('Key');
    });

    await test.step('times are told from a reference message', async () => {
      await window.row(3).click();
      await page.keyboard.press('Control+T');
      await expect(header(/Published Δ #/)).toBeVisible();
      await expect(window.messages.getByText('+0.000 s', { exact: true })).toBeVisible();
    });

    await test.step('a colour rule colours the rows it is for, and names itself', async () => {
      await page.keyboard.press('Control+K');
      await page.getByRole('combobox', { name: 'Command palette' }).fill('Colour rules');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Colour rules' });
      await dialog.getByRole('button', { name: 'Add a rule' }).click();
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Every order');
      await dialog.getByRole('combobox', { name: 'Filter' }).fill('has(value.orderId)');
      await dialog.getByRole('button', { name: 'Done' }).click();
      await expect(window.messages.getByRole('row', { name: /^Every order/ }).first()).toBeVisible();
    });

    await test.step('a row is gone to by its number, and copied', async () => {
      await page.keyboard.press('Control+G');
      await page.getByRole('textbox', { name: 'Number, time or message id' }).fill('5');
      await page.keyboard.press('Enter');
      await expect(window.messages.locator('[role=row][aria-selected=true]')).toHaveAttribute(
        'aria-rowindex',
        '6',
      );
      await page.keyboard.press('Control+C');
      await expect(page.getByText('1 row copied')).toBeVisible();
      expect(await clipboard()).toMatch(/orderId/);
    });

    await test.step('a message is copied as curl, which names its secret and does not hold it', async () => {
      await window.messages.locator('[role=row][aria-selected=true]').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Copy', exact: true }).press('ArrowRight');
      await page.getByRole('menuitem', { name: 'curl' }).click();
      await expect(page.getByText('curl copied')).toBeVisible();
      const command = await clipboard();
      expect(command).toMatch(
        /curl -X POST '[^']+\/_api\/streams\/c8\w+\.orders\/publish\?global=(true|false)'/,
      );
      expect(command).toContain('-H "Authorization: Bearer $GDN_TOKEN"');
      // A token of this service begins so.
      expect(command).not.toContain('eyJ');
      expect(command).toMatch(/"orderId"/);
    });

    await test.step('all of it is there after a restart', async () => {
      // The layout is kept a moment after it changes.
      await expect
        .poll(async () =>
          JSON.stringify((await call(page, 'settings.read', undefined)).workspace['colourRules']),
        )
        .toContain('has(value.orderId)');
      await running.quit();
      running = await startApp(userData.folder);
      page = running.window;
      window = new Window(page);
      await expect(window.tab(/orders.*offline/i)).toBeVisible();
      await expect(titles().nth(2)).toContainText('Key');
      await expect(header('orderId')).toBeVisible();
      await expect(header(/Published Δ #/)).toBeVisible();
      await expect(window.messages.getByRole('row', { name: /^Every order/ }).first()).toBeVisible();
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
