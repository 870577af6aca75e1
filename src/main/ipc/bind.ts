import { BrowserWindow, ipcMain, type IpcMainEvent } from 'electron';
import type { PushName, Pushes } from '../../shared/contract/pushes.ts';
import { callChannel, droppedChannel, pushChannel } from '../../shared/contract/transport.ts';
import type { Reply } from '../../shared/contract/transport.ts';
import { isTrustedSender } from './sender.ts';

/** Answers calls of trusted windows with the router, which is told whose call it is; the returned function stops that. */
export function bindCalls(
  route: (name: unknown, input: unknown, windowId: number) => Promise<Reply>,
): () => void {
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown): Promise<Reply> => {
    if (isTrustedSender(event.senderFrame)) return route(name, input, event.sender.id);
    return Promise.resolve({
      ok: false,
      error: { code: 'AUTH_FORBIDDEN', message: 'This page may not call Streamscope.' },
    });
  });
  return () => {
    ipcMain.removeHandler(callChannel);
  };
}

/** Hears from the preload of a trusted window which files were dropped there; the returned function stops that. */
export function bindDroppedFiles(onDropped: (path: string) => void): () => void {
  const heard = (event: IpcMainEvent, path: unknown): void => {
    if (isTrustedSender(event.senderFrame) && typeof path === 'string') onDropped(path);
  };
  ipcMain.on(droppedChannel, heard);
  return () => {
    ipcMain.off(droppedChannel, heard);
  };
}

/** Asks the window in front to run one of its commands; the others are left alone. */
export function sendCommand(command: string): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  if (window === undefined || window.isDestroyed()) return;
  const push: Pushes['app.command'] = { command };
  window.webContents.send(pushChannel, 'app.command', push);
}

/** Sends a push to every window that is still there. */
export function pushToWindows<Name extends PushName>(name: Name, value: Pushes[Name]): void {
  for (const window of BrowserWindow.getAllWindows())
    if (!window.isDestroyed() && !window.webContents.isDestroyed())
      window.webContents.send(pushChannel, name, value);
}
