import { expect, test } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import { Window } from './window.ts';

test('what is looked for is found: by filter, by completion, by search, across streams @finding', async () => {
  const userData = await makeUserData();
  let running = await startApp(userData.folder);
  try {
    let page = running.window;
    let window = new Window(page);
    const filter = () => page.getByRole('combobox', { name: 'Filter' });
    const result = () => page.getByRole('status', { name: 'Filter result' });
    const completions = () => page.getByRole('listbox', { name: 'Completions' });
    const search = () => page.getByRole('textbox', { name: 'Search stored messages' });
    const hits = () => page.getByRole('grid', { name: 'Search hits' });
    const press = (keys: string) => page.keyboard.press(keys);
    const chosen = () => window.messages.locator('[role=row][aria-selected=true]');
    const seqOf = (row: ReturnType<Window['row']>) => row.getByRole('gridcell').first().innerText();

    await test.step('the sandbox streams orders and payments', async () => {
      await page.getByRole('button', { name: /Try the sandbox/ }).click();
      await window.observe('payments');
      await window.waitForStored(5);
      await window.observe('orders');
      await window.waitForStored(60);
    });

    await test.step('a mistake is told with its place, and nothing is filtered', async () => {
      await window.row(0).click();
      await press('/');
      await expect(filter()).toBeFocused();
      await page.keyboard.type('value.currency == ');
      await expect(page.getByText(/^Column 19:/)).toBeVisible();
      await expect(filter()).toHaveAttribute('aria-invalid', 'true');
    });

    await test.step('the fields and values of this stream complete it, and the matches are counted', async () => {
      await filter().fill('');
      await page.keyboard.type('value.curr');
      await expect(completions().getByRole('option', { name: /^currency/ })).toBeVisible();
      await press('Tab');
      await expect(filter()).toHaveValue('value.currency');
      await page.keyboard.type(' == ');
      await completions()
        .getByRole('option', { name: /^"(EUR|USD)"/ })
        .first()
        .click();
      await press('Enter');
      await expect(result()).toHaveText(/\d+ match/);
      await expect(filter()).toHaveValue(/^value\.currency == "(EUR|USD)"$/);
    });

    await test.step('it stays live: new matches come in while it stands', async () => {
      const count = async (): Promise<number> =>
        Number(/([\d,]+) match/.exec(await result().innerText())?.[1]?.replaceAll(',', ''));
      const before = await count();
      expect(before).toBeGreaterThan(0);
      await expect.poll(count).toBeGreaterThan(before);
    });

    await test.step('it is saved, cleared, and comes back from the menu', async () => {
      await page.getByRole('button', { name: 'Save this filter' }).click();
      await page.getByRole('button', { name: 'Clear the filter' }).click();
      await expect(filter()).toHaveValue('');
      await page.getByRole('button', { name: 'Saved filters' }).click();
      await page.getByRole('menuitem', { name: /^value\.currency ==/ }).click();
      await expect(result()).toHaveText(/\d+ match/);
      await page.getByRole('button', { name: 'Clear the filter' }).click();
    });

    await test.step('a value of a row becomes a filter', async () => {
      const key = window.row(3).getByRole('gridcell').nth(3);
      const words = await key.innerText();
      await key.click({ button: 'right' });
      await page.getByRole('menuitem', { name: /Filter by this/ }).click();
      await expect(filter()).toHaveValue(`key == ${JSON.stringify(words)}`);
      await expect(window.row(0).getByRole('gridcell').nth(3)).toHaveText(words);
      await page.getByRole('button', { name: 'Clear the filter' }).click();
    });

    await test.step('a search covers all streams, says how much, and names the stream of each hit', async () => {
      await press('Control+Shift+F');
      await expect(search()).toBeFocused();
      await page.keyboard.type('EUR');
      await expect(
        hits()
          .getByRole('row', { name: /^orders/ })
          .first(),
      ).toBeVisible();
      await expect(page.getByRole('status', { name: 'Search coverage' })).toHaveText(
        /hits? in [\d,]+ of [\d,]+ stored messages/,
      );
    });

    await test.step('a hit is opened in its context', async () => {
      await hits()
        .getByRole('row', { name: /^orders/ })
        .nth(2)
        .dblclick();
      await expect(chosen()).toBeVisible();
      const opened = await seqOf(chosen());
      expect(opened).toMatch(/^[\d,]+$/);
      // Its neighbours are there, whether they match or not.
      await expect(window.messages.getByRole('row')).not.toHaveCount(2);
    });

    await test.step('a value is followed across streams', async () => {
      await window.inspector
        .getByRole('tree', { name: 'Value' })
        .getByRole('treeitem', { name: /^orderId/ })
        .first()
        .click({ button: 'right' });
      await page.getByRole('menuitem', { name: /Follow this value/ }).click();
      await expect(search()).toHaveValue(/\d/);
      await expect(hits().getByRole('row').nth(1)).toBeVisible();
    });

    await test.step('with the network gone, filter and search work on what is stored', async () => {
      await running.quit();
      running = await startApp(userData.folder);
      page = running.window;
      window = new Window(page);
      await expect(window.tab(/orders.*offline/i)).toBeVisible();
      await filter().fill('has(value.orderId)');
      await press('Enter');
      await expect(result()).toHaveText(/\d+ match/);
      await press('Control+Shift+F');
      await page.keyboard.type('EUR');
      await expect(
        hits()
          .getByRole('row', { name: /^orders/ })
          .first(),
      ).toBeVisible();
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
