import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import { acceleratorOf } from './accelerator.ts';
import { menuTemplate } from './menu-template.ts';
import type { MenuItem } from './menu-template.ts';

/** Keys the person has bound, by command; an empty list is none. */
type Shortcuts = Readonly<Record<string, readonly string[]>>;

/**
 * The application menu as each system expects it, built again when shortcuts change. `run` is told a command's id.
 * Made before the app is ready, or Electron builds a menu of its own first.
 */
export function createMenu(run: (command: string) => void): { show(shortcuts: Shortcuts): void } {
  const columns = menuTemplate({ platform: process.platform, isDevelopment: !app.isPackaged });
  let shown: string | undefined;
  Menu.setApplicationMenu(null);
  return {
    show(shortcuts) {
      const next = JSON.stringify(shortcuts);
      if (next === shown) return;
      shown = next;
      const template = columns.map(({ label, role, items }): MenuItemConstructorOptions => ({
        label,
        ...(role === undefined ? {} : { role }),
        submenu: items.map((item) => builtItem(item, shortcuts, run)),
      }));
      Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    },
  };
}

function builtItem(
  item: MenuItem,
  shortcuts: Shortcuts,
  run: (command: string) => void,
): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' };
  if (item.kind === 'role') return { role: item.role };
  const { label, command } = item;
  const bound = shortcuts[command];
  const keys = bound === undefined ? item.keys : bound[0];
  const accelerator = keys === undefined ? undefined : acceleratorOf(keys);
  return {
    label,
    // The window listens for the keys itself, so that they can be bound anew; here they are shown only.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => {
      run(command);
    },
  };
}
