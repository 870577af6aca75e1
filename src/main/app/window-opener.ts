import { BrowserWindow } from 'electron';
import type { Look } from './first-look.ts';
import { openMainWindow, type MainWindowOptions } from './main-window.ts';

export interface WindowOpenerOptions extends Pick<
  MainWindowOptions,
  'preload' | 'icon' | 'openWindows' | 'onArrived'
> {
  readonly look: () => Look;
  readonly newKey: () => Promise<string>;
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
    const { preload, icon, onArrived } = options;
    const look = options.look();
    const window = await openMainWindow({ ...look, preload, icon, openWindows, onArrived, key, tabToken });
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
    openFurther: async (tabToken) => open(await options.newKey(), tabToken),
  };
}
