import { expect, test } from '@playwright/test';
import keytar from 'keytar';
import { makeUserData, startApp } from './app.ts';
import { filesHolding } from './folder-search.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { Window } from './window.ts';

test('from the first start to reading history offline @main-job', async () => {
  const service = await startSandboxProcess('--rate', '20');
  const userData = await makeUserData();
  const { apiKey, password, jwt, url } = service.facts;
  let storedBefore = 0;
  let running = await startApp(userData.folder);
  try {
    let window = new Window(running.window);

    await test.step('the first start offers three ways in', async () => {
      for (const name of [/Try the sandbox/, /^Connect/, /Open history/])
        await expect(running.window.getByRole('button', { name })).toBeVisible();
    });

    await test.step('a connection is tested, saved and opened; its secret is in the keychain', async () => {
      await running.window.getByRole('button', { name: /^Connect/ }).click();
      const dialog = running.window.getByRole('dialog');
      await dialog.getByLabel('Host').fill(url);
      await dialog.getByLabel('Name').fill('Test service');
      await dialog.getByText('API key', { exact: true }).first().click();
      await expect(dialog.getByRole('radio', { name: 'API key' })).toBeChecked();
      await dialog.getByRole('textbox', { name: 'API key' }).fill(apiKey);
      await dialog.getByRole('button', { name: 'Test' }).click();
      await expect(dialog.getByRole('list', { name: 'Connection test' })).toContainText(/socket/i);
      await expect(dialog.getByRole('list', { name: 'Connection test' })).not.toContainText(/failed/i);
      await dialog.getByRole('button', { name: /^(Save and connect|Connect)$/ }).click();
      await expect(dialog).toBeHidden();
      await expect(window.stream('orders')).toBeVisible();
      const kept = await keytar.findCredentials('Streamscope');
      expect(kept.map((credential) => credential.password)).toContain(apiKey);
    });

    await test.step('observing shows live messages, received = stored', async () => {
      await window.observe('orders');
      await window.waitForStored(5);
      await window.row(0).click();
      await expect(window.inspector).toContainText('orderId');
    });

    await test.step('consuming: one message is acknowledged by hand', async () => {
      await window.openMenuOf('telemetry', /Consume/);
      await running.window.getByRole('dialog').getByRole('button', { name: 'Consume' }).click();
      await expect(window.tab(/telemetry.*consume/i)).toBeVisible();
      await window.waitForStored(5);
      await window.row(1).click();
      await window.inspector.getByRole('button', { name: 'Acknowledge', exact: true }).click();
      await expect(window.row(1)).toContainText('ack sent', { timeout: 10_000 });
    });

    await test.step('a stream is created', async () => {
      await running.window.getByRole('button', { name: 'Create stream…' }).click();
      const dialog = running.window.getByRole('dialog');
      await dialog.getByLabel('Stream name').fill('quiet');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await window.observe('quiet');
    });

    await test.step('publishing gives a receipt, and the message is seen', async () => {
      await window.openMenuOf('quiet', /Publish/);
      const drawer = running.window.getByRole('region', { name: 'Drawer' });
      await drawer.getByRole('textbox', { name: 'Key', exact: true }).fill('from-the-test');
      await drawer.getByRole('textbox', { name: 'Payload' }).fill('{"hello": 9007199254740993}');
      await drawer.getByRole('button', { name: 'Publish', exact: true }).click();
      await expect(running.window.getByRole('status', { name: 'Receipt' })).toContainText(/\d+:\d+/);
      await expect(window.messages.getByText('from-the-test')).toBeVisible();
    });

    await test.step('the message is replayed to the stream it came from', async () => {
      await window.messages.getByText('from-the-test').click();
      await expect(window.inspector).toContainText('9007199254740993');
      await window.inspector.getByRole('button', { name: /^Replay/ }).click();
      const drawer = running.window.getByRole('region', { name: 'Drawer' });
      await drawer.getByRole('button', { name: 'Start replay' }).click();
      await expect(drawer).toContainText('1 of 1 confirmed');
      await expect(window.messages.getByText('from-the-test')).toHaveCount(2);
    });

    await test.step('a stream is deleted once its name is typed', async () => {
      await window.openMenuOf('quiet', /Delete/);
      const dialog = running.window.getByRole('alertdialog').or(running.window.getByRole('dialog'));
      const remove = dialog.getByRole('button', { name: /^Delete/ });
      await expect(remove).toBeDisabled();
      await dialog.getByRole('textbox').fill('quiet');
      await remove.click();
      await expect(window.stream('quiet')).toBeHidden();
      await window.tab(/orders/).click();
      await window.waitForStored(5);
    });

    await test.step('closing and opening with the service gone finds the history', async () => {
      storedBefore = (await window.accounting()).stored;
      await running.quit();
      await service.stop();
      running = await startApp(userData.folder);
      window = new Window(running.window);
      await expect(window.tab(/orders.*offline/i)).toBeVisible();
      await window.tab(/orders.*offline/i).click();
      await expect(window.messages).toHaveAttribute('aria-rowcount', /\d+/);
      const rows = Number(await window.messages.getAttribute('aria-rowcount'));
      expect(rows).toBeGreaterThanOrEqual(storedBefore);
      await window.row(0).click();
      await expect(window.inspector).toContainText('orderId');
    });

    await test.step('no secret is anywhere in the user-data folder', async () => {
      await running.quit();
      expect(await filesHolding(userData.folder, [apiKey, password, jwt])).toEqual([]);
    });
  } catch (thrown) {
    await running.window.screenshot({ path: test.info().outputPath('window.png') }).catch(() => undefined);
    throw thrown;
  } finally {
    expect.soft(running.errors).toEqual([]);
    await running.kill().catch(() => undefined);
    await service.stop().catch(() => undefined);
    for (const { account } of await keytar.findCredentials('Streamscope'))
      await keytar.deletePassword('Streamscope', account);
    await userData.remove();
  }
});
