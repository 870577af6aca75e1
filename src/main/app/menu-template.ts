/** The application menu as data: what each system expects, every item a command of the window or a role of the system. */

export interface MenuCommand {
  readonly kind: 'command';
  readonly label: string;
  /** The id of a command of the window, which alone knows what it does. */
  readonly command: string;
  /** In the notation of the window's shortcuts; shown unless the person has bound another. */
  readonly keys?: string;
}

export interface MenuRole {
  readonly kind: 'role';
  readonly role:
    | 'about'
    | 'services'
    | 'hide'
    | 'hideOthers'
    | 'unhide'
    | 'quit'
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'minimize'
    | 'zoom'
    | 'front'
    | 'toggleDevTools';
}

export type MenuItem = MenuCommand | MenuRole | { readonly kind: 'separator' };

export interface MenuColumn {
  readonly label: string;
  readonly role?: 'windowMenu' | 'help';
  readonly items: readonly MenuItem[];
}

export interface MenuSituation {
  readonly platform: NodeJS.Platform;
  /** A packaged app offers no developer tools. */
  readonly isDevelopment: boolean;
}

const separator = { kind: 'separator' } as const;
const role = (name: MenuRole['role']): MenuRole => ({ kind: 'role', role: name });
const command = (label: string, id: string, keys?: string): MenuCommand => ({
  kind: 'command',
  label,
  command: id,
  ...(keys === undefined ? {} : { keys }),
});

export function menuTemplate({ platform, isDevelopment }: MenuSituation): readonly MenuColumn[] {
  const isMac = platform === 'darwin';
  const settings = command('Settings…', 'settings.open', 'Mod+,');
  return [
    ...(isMac ? [macAppMenu(settings)] : []),
    {
      label: '&File',
      items: [
        command('New Window', 'window.new', 'Mod+Shift+N'),
        command('New Connection…', 'connection.new', 'Mod+N'),
        separator,
        command('Open Capture…', 'capture.open', 'Mod+O'),
        command('Export Messages…', 'messages.export', 'Mod+E'),
        command('Import Messages…', 'messages.import'),
        separator,
        command('Close Tab', 'tab.close', 'Mod+W'),
        command('Reopen Closed Tab', 'tab.reopen', 'Mod+Shift+T'),
        command('Close Window', 'window.close', 'Mod+Shift+W'),
        ...(isMac ? [] : [separator, settings, separator, role('quit')]),
      ],
    },
    {
      label: '&Edit',
      items: [
        ...[role('undo'), role('redo'), separator],
        ...[role('cut'), role('copy'), role('paste'), role('selectAll')],
        separator,
        command('Filter Messages', 'filter.focus', 'Mod+F'),
        command('Search Stored Messages…', 'search.open', 'Mod+Shift+F'),
      ],
    },
    viewMenu(isDevelopment),
    streamMenu,
    {
      label: '&Window',
      role: 'windowMenu',
      items: [
        // Elsewhere minimising would take Ctrl+M, the key for marks; the window's frame has a button for it.
        ...(isMac ? [role('minimize'), role('zoom'), separator] : []),
        command('Next Tab', 'tab.next', 'Ctrl+Tab'),
        command('Previous Tab', 'tab.previous', 'Ctrl+Shift+Tab'),
        command('Open to the Side', 'tab.openBeside', 'Mod+\\'),
        command('Focus the Other Group', 'tab.focusOtherSide', 'Ctrl+F6'),
        ...(isMac ? [separator, role('front')] : []),
      ],
    },
    {
      label: '&Help',
      role: 'help',
      items: [
        command('Keys and Glossary', 'help.open', 'F1'),
        command('Keyboard Shortcuts…', 'settings.keyboard'),
        command('First Steps', 'checklist.show'),
        ...(isMac ? [] : [separator, command('About Streamscope', 'settings.about')]),
      ],
    },
  ];
}

function macAppMenu(settings: MenuCommand): MenuColumn {
  return {
    label: 'Streamscope',
    items: [
      ...[role('about'), separator, settings, separator, role('services'), separator],
      ...[role('hide'), role('hideOthers'), role('unhide'), separator, role('quit')],
    ],
  };
}

function viewMenu(isDevelopment: boolean): MenuColumn {
  return {
    label: '&View',
    items: [
      command('Command Palette…', 'palette.open', 'Mod+K'),
      separator,
      command('Side Panel', 'panel.toggle', 'Mod+B'),
      command('Inspector', 'inspector.toggle', 'Mod+I'),
      command('Publish', 'publish.toggle', 'Mod+J'),
      command('Log', 'log.toggle', 'Mod+L'),
      separator,
      command('Zoom In', 'zoom.in', 'Mod+Plus'),
      command('Zoom Out', 'zoom.out', 'Mod+-'),
      command('Actual Size', 'zoom.reset', 'Mod+0'),
      separator,
      command('Full Screen', 'window.fullScreen', 'F11'),
      ...(isDevelopment ? [separator, role('toggleDevTools')] : []),
    ],
  };
}

const streamMenu: MenuColumn = {
  label: '&Stream',
  items: [
    command('Go to Stream…', 'stream.go', 'Mod+P'),
    separator,
    command('Observe', 'session.observe'),
    command('Consume…', 'session.consume'),
    command('Detach', 'session.detach'),
    command('Detach All Sources', 'session.detachAll', 'Mod+.'),
    separator,
    command('Freeze or Follow', 'session.freeze', 'Space'),
    command('Publish…', 'publish.open'),
    command('Replay…', 'message.replay'),
    command('Star', 'stream.star', 'Mod+D'),
  ],
};
