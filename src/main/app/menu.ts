import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';

/** A menu item that runs one of the window's commands by name; the window alone knows what it does. */
const item = (
  label: string,
  command: string,
  accelerator: string | undefined,
  run: (command: string) => void,
): MenuItemConstructorOptions => ({
  label,
  // The window listens for the keys itself, so that they can be bound anew; here they are shown only.
  ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  click: () => {
    run(command);
  },
});

/** The application menu as each system expects it. */
export function installMenu(run: (command: string) => void): void {
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        item('New Connection…', 'connection.new', 'CmdOrCtrl+N', run),
        item('Go to Stream…', 'stream.go', 'CmdOrCtrl+P', run),
        { type: 'separator' },
        item('Detach All Sources', 'session.detachAll', 'CmdOrCtrl+.', run),
        item('Close Tab', 'tab.close', 'CmdOrCtrl+W', run),
        { type: 'separator' },
        item('Settings…', 'settings.open', 'CmdOrCtrl+,', run),
        ...(mac ? [] : [{ type: 'separator' as const }, { role: 'quit' as const }]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        item('Command Palette…', 'palette.open', 'CmdOrCtrl+K', run),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ type: 'separator' as const }, { role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keyboard Shortcuts', 'help.open', 'F1', run)] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
