import { expect, test } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import { Window } from './window.ts';

test('marks and comments: made, found, filtered by, and there after a restart @marks', async () => {
  const userData = await makeUserData();
  let running = await startApp(userData.folder);
  try {
    let window = new Window(running.window);
    let markedSeq = 0;

    await test.step('messages of the sandbox are there, and held still', async () => {
      await running.window.getByRole('button', { name: /Try the sandbox/ }).click();
      await window.observe('orders');
      await window.waitForStored(60);
      await running.window.getByRole('button', { name: 'Freeze' }).click();
    });

    await test.step('a message is marked by key, and another one gets a comment', async () => {
      // From the top, where rows stay in their places while new ones come.
      await window.row(0).click();
      await running.window.keyboard.press('Home');
      await expect(window.row(0)).toHaveAttribute('data-row', '0');
      await window.row(2).click();
      await running.window.keyboard.press('Control+m');
      await expect(window.row(2)).toHaveAccessibleName(/marked, amber circle/);
      await window.row(5).click();
      markedSeq = Number((await window.row(5).getByRole('gridcell').first().innerText()).replaceAll(',', ''));
      await running.window.keyboard.press('Control+Alt+c');
      const dialog = running.window.getByRole('dialog', { name: /Mark on message/ });
      await dialog.getByRole('textbox', { name: 'Comment' }).fill('why twice?');
      await dialog.getByTitle('Red triangle').click();
      await dialog.getByRole('button', { name: /^Save/ }).click();
      await expect(window.row(5)).toHaveAccessibleName(/marked, red triangle: why twice\?/);
      await expect(window.inspector).toContainText('why twice?');
    });

    await test.step('the keys go from one mark to the other', async () => {
      await running.window.keyboard.press('Shift+F2');
      await expect(window.row(2)).toHaveAttribute('aria-selected', 'true');
      await running.window.keyboard.press('F2');
      await expect(window.row(5)).toHaveAttribute('aria-selected', 'true');
    });

    await test.step('the scrubber goes to the first and the last messages by key', async () => {
      const scrubber = running.window.getByRole('slider', { name: /Messages over time/ });
      await scrubber.focus();
      await running.window.keyboard.press('Home');
      await expect(window.row(0)).toHaveAttribute('data-row', '0');
      await expect(scrubber).toHaveAttribute('aria-valuetext', /\d+ messages?/);
      await running.window.keyboard.press('End');
      await expect(window.row(0)).not.toHaveAttribute('data-row', '0');
    });

    await test.step('the filter knows marks and comments', async () => {
      const filter = running.window.getByRole('combobox', { name: /filter/i });
      await filter.fill('marked && comment.contains("twice")');
      await running.window.keyboard.press('Enter');
      await expect(window.messages).toHaveAttribute('aria-rowcount', '2');
      await expect(window.row(0)).toHaveAccessibleName(/why twice\?/);
    });

    await test.step('after a restart the marks are there, and the list leads to them', async () => {
      await running.quit();
      running = await startApp(userData.folder);
      window = new Window(running.window);
      await running.window.keyboard.press('Control+k');
      await running.window.getByRole('combobox', { name: 'Command palette' }).fill('show or hide marks');
      await running.window.keyboard.press('Enter');
      const list = running.window.getByRole('grid', { name: 'Marks' });
      await expect(list).toHaveAttribute('aria-rowcount', '3');
      await list.getByText('why twice?').click();
      const chosen = window.messages.locator('[role=row][aria-selected=true]');
      await expect(chosen).toHaveAccessibleName(/why twice\?/);
      await expect(chosen.getByRole('gridcell').first()).toHaveText(markedSeq.toLocaleString('en'));
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
