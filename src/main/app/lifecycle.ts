import { app, BrowserWindow } from 'electron';

/** How long stopping may take before the process ends anyway: everything acknowledged is committed by then. */
export const stopLimitMs = 8_000;

/** How long the windows may take to go: one that hangs does not keep the rest from stopping. */
const closeLimitMs = 1_500;

export interface LifecycleOptions {
  /** Those that stood when the last one was closed. */
  readonly openWindows: () => Promise<unknown>;
  /** Stops every service, newest first. */
  readonly stop: () => Promise<void>;
  readonly onProblem: (words: string, thrown: unknown) => void;
}

/** One instance a user-data folder; a second start brings the first to the front. */
export function claimSingleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  return true;
}

export interface Lifecycle {
  readonly isStopping: () => boolean;
}

/** Keeps the app's end orderly: windows go first, then services stop, once and in bounded time, then the process goes. */
export function manageLifecycle(options: LifecycleOptions): Lifecycle {
  let stopping: Promise<void> | undefined;
  let stopped = false;

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length > 0) return;
    options.openWindows().catch((thrown: unknown) => {
      options.onProblem('The window could not be opened', thrown);
    });
  });
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopping ??= stopInTime();
  });

  async function stopInTime(): Promise<void> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, stopLimitMs));
    await closeWindows();
    try {
      await Promise.race([options.stop(), late]);
    } catch (thrown) {
      options.onProblem('Stopping failed', thrown);
    }
    stopped = true;
    app.quit();
  }

  /** While they go they keep what they have not kept yet, and the services for that must still be there. */
  async function closeWindows(): Promise<void> {
    const closing = BrowserWindow.getAllWindows().map(
      (window) =>
        new Promise<void>((resolve) => {
          window.once('closed', () => {
            resolve();
          });
          window.close();
        }),
    );
    await Promise.race([
      Promise.all(closing),
      new Promise<void>((resolve) => setTimeout(resolve, closeLimitMs)),
    ]);
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      app.quit();
    });
  return { isStopping: () => stopping !== undefined };
}
