import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { menuTemplate } from '../../../src/main/app/menu-template.ts';
import { isSameShortcut } from '../../../src/renderer/lib/keyboard.ts';
import {
  defaultSettings,
  settingsSchema,
  type Settings,
} from '../../../src/shared/contract/schemas/settings.ts';
import { liveService, openWindow, type OpenWindow } from './open-window.ts';
import { observePlan, stream } from './sample-data.ts';

/** A service that keeps what is changed, as main does. */
async function openKeeping(start: Partial<Settings> = {}): Promise<OpenWindow & { kept: () => Settings }> {
  let kept: Settings = { ...defaultSettings(), ...start };
  const transport = liveService()
    .answer('settings.read', () => kept)
    .answer('settings.change', (change) => {
      kept = settingsSchema.parse({ ...kept, ...change });
      return kept;
    });
  const opened = await openWindow(transport);
  await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
  return { ...opened, kept: () => kept };
}

const openTab = {
  workspace: {
    tabs: [{ connectionId: 'one', fullName: stream('orders').fullName, name: 'orders', plan: observePlan }],
  },
};
const rowOf = (title: string) => page.getByRole('group', { name: title, exact: true });

describe('the commands of the window', () => {
  it('have keys of their own: no two answer to the same', async () => {
    const { app } = await openKeeping(openTab);
    await vi.waitFor(() => expect(app.commands.find('filter.focus')).toBeDefined());
    for (const platform of ['mac', 'other'] as const) {
      const all = app.commands.all.flatMap(({ id, keys = [] }) => keys.map((key) => ({ id, key })));
      const doubles = all.flatMap(({ id, key }, index) =>
        all
          .slice(index + 1)
          .filter((other) => isSameShortcut(key, other.key, platform))
          .map((other) => `${id} and ${other.id}: ${key}`),
      );
      expect(doubles).toEqual([]);
    }
  });

  it.each(['darwin', 'win32', 'linux'] as const)(
    'are what the menu of %s names, with the same keys',
    async (platform) => {
      const { app } = await openKeeping(openTab);
      await vi.waitFor(() => expect(app.commands.find('filter.focus')).toBeDefined());
      const items = menuTemplate({ platform, isDevelopment: false }).flatMap((column) => column.items);
      for (const item of items) {
        if (item.kind !== 'command') continue;
        expect(app.commands.find(item.command), item.command).toBeDefined();
        if (item.keys !== undefined)
          expect(app.commands.find(item.command)?.keys, item.command).toContain(item.keys);
      }
    },
  );
});

describe('shortcuts', () => {
  it('are bound by pressing them, and work at once', async () => {
    const { kept } = await openKeeping();
    await userEvent.keyboard('{Control>},{/Control}');
    await page.getByRole('tab', { name: 'Keyboard' }).click();
    await rowOf('New connection…').getByRole('button', { name: 'Change…' }).click();
    await userEvent.keyboard('{Control>}{Shift>}y{/Shift}{/Control}');
    await vi.waitFor(() => expect(kept().shortcuts).toEqual({ 'connection.new': ['Mod+Shift+Y'] }));
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}{Shift>}y{/Shift}{/Control}');
    await expect.element(page.getByRole('dialog', { name: /connection/i })).toBeVisible();
  });

  it('that another command has are taken from it only when the person says so', async () => {
    const { kept } = await openKeeping();
    await userEvent.keyboard('{Control>},{/Control}');
    await page.getByRole('tab', { name: 'Keyboard' }).click();
    await rowOf('New connection…').getByRole('button', { name: 'Change…' }).click();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Command palette/);
    expect(kept().shortcuts).toEqual({});
    await page.getByRole('button', { name: 'Use them here' }).click();
    await vi.waitFor(() =>
      expect(kept().shortcuts).toEqual({ 'connection.new': ['Mod+K'], 'palette.open': [] }),
    );
  });

  it('of text fields and of the table are not given away', async () => {
    const { kept } = await openKeeping();
    await userEvent.keyboard('{Control>},{/Control}');
    await page.getByRole('tab', { name: 'Keyboard' }).click();
    await rowOf('New connection…').getByRole('button', { name: 'Change…' }).click();
    await userEvent.keyboard('{Control>}c{/Control}');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/belong to text fields/);
    await userEvent.keyboard('j');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Move by row/);
    expect(kept().shortcuts).toEqual({});
  });

  it('are set back one by one, without taking keys that another command was given since', async () => {
    const { app, kept } = await openKeeping({
      shortcuts: { 'connection.new': ['Mod+K'], 'palette.open': [] },
    });
    await app.shortcuts.reset('palette.open', 'other');
    expect(kept().shortcuts).toEqual({ 'connection.new': ['Mod+K'], 'palette.open': [] });
    await app.shortcuts.reset('connection.new', 'other');
    await app.shortcuts.reset('palette.open', 'other');
    expect(kept().shortcuts).toEqual({});
  });

  it('of one sign work while a button or a tab has the focus, which keeps the keys it is pressed with', async () => {
    const { app } = await openKeeping(openTab);
    const filter = page.getByRole('combobox', { name: 'Filter' });
    const tab = page.getByRole('tab', { name: /^orders/ });
    await expect.element(filter).toBeVisible();
    app.tabs.active?.freeze();
    tab.element().focus();
    await userEvent.keyboard('f');
    expect(app.tabs.active?.isFollowing).toBe(true);
    await userEvent.keyboard('{ }');
    expect(app.tabs.active?.isFollowing).toBe(true);
    page
      .getByRole('button', { name: /Search actions and streams/ })
      .element()
      .focus();
    await userEvent.keyboard('/');
    await expect.element(filter).toHaveFocus();
    await userEvent.keyboard('f');
    await vi.waitFor(() => expect(app.tabs.active?.filter?.text).toBe('f'));
  });

  it('are shown as they are bound, wherever they are shown', async () => {
    await openKeeping({ shortcuts: { 'palette.open': ['F2'] } });
    await expect
      .element(page.getByRole('button', { name: /Search actions and streams/ }))
      .toMatchTextContent(/F2/);
  });
});
