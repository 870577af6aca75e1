import { app, BrowserWindow } from 'electron';
import type { Audience } from '../sessions/audience.ts';

/** Someone looks as long as one window is neither hidden nor minimised. */
export function createWindowAudience(): Audience {
  const listeners = new Set<() => void>();
  let wasWatching = false;

  const isWatching = (): boolean =>
    BrowserWindow.getAllWindows().some(
      (window) => !window.isDestroyed() && window.isVisible() && !window.isMinimized(),
    );
  const look = (): void => {
    const now = isWatching();
    if (now === wasWatching) return;
    wasWatching = now;
    for (const listener of listeners) listener();
  };

  app.on('browser-window-created', (_event, window) => {
    window.on('show', look);
    window.on('hide', look);
    window.on('minimize', look);
    window.on('restore', look);
    window.on('closed', look);
  });
  return {
    isWatching,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
