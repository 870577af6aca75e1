import { expect, test, type Locator, type Page } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import { call } from './call.ts';
import { Window } from './window.ts';

const shipment = `syntax = "proto3";
message Shipment {
  string tracking = 1;
  uint64 weight_grams = 2;
  string carrier = 3;
  bool express = 4;
}`;

test('payloads of every kind are read, compared, and explained when they cannot be @inspector', async () => {
  const userData = await makeUserData();
  const running = await startApp(userData.folder);
  const page = running.window;
  const window = new Window(page);
  const { inspector } = window;
  const tree = inspector.getByRole('tree', { name: 'Value' });
  const way = inspector.getByRole('group', { name: 'Decoded as' });
  const readAs = async (crumb: RegExp, ...items: readonly string[]): Promise<void> => {
    await way.getByRole('button', { name: crumb }).click();
    for (const item of items) await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  const open = async (stream: string): Promise<void> => {
    await window.observe(stream);
    await window.row(0).click();
  };
  try {
    await page.getByRole('button', { name: /Try the sandbox/ }).click();

    await test.step('an image is drawn, with its size', async () => {
      await open('images');
      const image = inspector.getByRole('img', { name: 'Payload' });
      await expect(image).toBeVisible();
      expect(await pixels(image)).toEqual({ width: 96, height: 96 });
      await expect(inspector).toContainText(/96 × 96 px/);
    });

    await test.step('its bytes are there too, and an offset leads to them', async () => {
      await inspector.getByText('Hex', { exact: true }).click();
      await inspector.getByRole('textbox', { name: 'Go to offset' }).fill('0x0c');
      await page.keyboard.press('Enter');
      const chosen = inspector.getByRole('gridcell', { selected: true });
      // PNG: the type of the first chunk begins with I.
      await expect(chosen).toHaveText('49');
      await inspector.getByText('Image', { exact: true }).click();
    });

    await test.step('gzip is unpacked, and the way is told', async () => {
      await open('gzip-events');
      await expect(tree).toContainText('session');
      await expect(way.getByRole('button', { name: /^gzip, found by content/ })).toBeVisible();
      await expect(way.getByRole('button', { name: /^JSON, found by content/ })).toBeVisible();
    });

    await test.step('a decoder that does not fit says where and why it stopped, and the bytes there', async () => {
      await readAs(/^gzip/, 'JSON');
      await expect(inspector.getByRole('alert')).toContainText(/JSON stopped at byte \d+: .*UTF-8/);
      await inspector.getByRole('button', { name: 'Show the bytes there' }).click();
      await expect(inspector.getByRole('grid', { name: /^Value/ })).toBeFocused();
      await readAs(/^JSON/, 'By content');
      await expect(way.getByRole('button', { name: /^gzip, found by content/ })).toBeVisible();
    });

    await test.step('Protobuf is read with a schema, which is remembered for the stream', async () => {
      await open('shipments');
      await expect(inspector).toContainText('Protobuf');
      await readAs(/^Bytes/, 'New schema…');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Schema' }).fill(shipment.replace('uint64', 'uint46'));
      await expect(dialog).toContainText(/Line 4, column \d+: .*uint46/);
      await expect(dialog.getByRole('button', { name: 'Save and use' })).toBeDisabled();
      await dialog.getByRole('textbox', { name: 'Schema' }).fill(shipment);
      await dialog.getByRole('button', { name: 'Save and use' }).click();
      await expect(tree).toContainText(/tracking\D*TRK\d{8}/);
      await expect(tree).toContainText('weight_grams');
      await inspector.getByRole('button', { name: 'Remember for this stream' }).click();
      await expect(inspector.getByRole('img', { name: 'Remembered for this stream' })).toBeVisible();
      const before = await tree.innerText();
      await window.row(1).click();
      await expect(tree).toContainText(/tracking\D*TRK\d{8}/);
      await expect(tree).not.toHaveText(before);
      await expect(
        way.getByRole('button', { name: /^Protobuf Shipment, remembered for this stream/ }),
      ).toBeVisible();
    });

    await test.step('a message is compared with the one before of the same key', async () => {
      await open('inventory');
      const key = await repeatedKey(page, 'inventory');
      const filter = page.getByRole('combobox', { name: /filter/i });
      await filter.fill(`key == "${key}"`);
      await page.keyboard.press('Enter');
      await expect(window.row(1)).toHaveAccessibleName(new RegExp(`key ${key},`));
      await window.row(1).click();
      await inspector.getByRole('tab', { name: 'Diff' }).click();
      const list = inspector.getByRole('list', { name: 'Differences' });
      await expect(list).toContainText('sequence');
      await expect(inspector).toContainText(/[1-9] changed/);
    });
  } catch (thrown) {
    await page.screenshot({ path: test.info().outputPath('window.png') }).catch(() => undefined);
    throw thrown;
  } finally {
    expect.soft(running.errors).toEqual([]);
    await running.kill().catch(() => undefined);
    await userData.remove();
  }
});

/** The first key that two messages of a stream have, as soon as there is one. */
async function repeatedKey(page: Page, stream: string): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(
      async () => {
        const sessions = await call(page, 'sessions.list', undefined);
        const session = sessions.find(({ fullName }) => fullName.endsWith(stream));
        const view = { kind: 'stream' as const, streamId: session?.streamId ?? 0 };
        const { rows } = await call(page, 'history.rows', { view, from: 0, count: 500 });
        const seen = new Set<string>();
        found = rows.find(({ key }) => key !== null && (seen.has(key) || !seen.add(key)))?.key ?? undefined;
        return found;
      },
      { timeout: 30_000 },
    )
    .toBeDefined();
  return found ?? '';
}

/** Of the picture itself, not of the place it takes. */
function pixels(image: Locator): Promise<{ width: number; height: number }> {
  return image.evaluate((element) => {
    if (!(element instanceof HTMLImageElement)) throw new Error('That is no image.');
    return { width: element.naturalWidth, height: element.naturalHeight };
  });
}
