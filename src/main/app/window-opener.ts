import { BrowserWindow } from 'electron';
import { openMainWindow, type MainWindowOptions } from './main-window.ts';

export interface WindowOpenerOptions extends Pick<MainWindowOptions, 'preload' | 'icon' | 'openWindows'> {
  readonly appearance: () => Pick<MainWindowOptions, 'theme' | 'zoom'>;
  readonly newKey: () => string;
  /** While the app ends, a window that closes is one to come back. */
  readonly isStopping: () => boolean;
  /** A person closed it, and others stay. */
  readonly onClosed: (windowId: number) => void;
}

export interface WindowOpener {
  /** As they stood at the end of the last run, or when the last one was closed. */
  openKept(): Promise<void>;
  openFurther(tabToken?: string): Promise<void>;
}

export function createWindowOpener(options: WindowOpenerOptions): WindowOpener {
  const { openWindows } = options;

  async function open(key: string, tabToken?: string): Promise<void> {
    const { theme, zoom } = options.appearance();
    const { preload, icon } = options;
    const window = await openMainWindow({ preload, icon, openWindows, key, theme, zoom, tabToken });
    const windowId = window.webContents.id;
    window.on('closed', () => {
      if (BrowserWindow.getAllWindows().length === 0 || options.isStopping()) return;
      openWindows.closed(key);
      options.onClosed(windowId);
    });
  }

  return {
    async openKept() {
      await Promise.all(openWindows.keys().map((key) => open(key)));
    },
    openFurther: (tabToken) => open(options.newKey(), tabToken),
  };
}
