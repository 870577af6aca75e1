import type { ElectronApplication } from '@playwright/test';

/** Keeps the table waiting for its rows, as a slow disk would, until the answer is called. */
export async function holdRows(app: ElectronApplication): Promise<() => Promise<void>> {
  await app.evaluate(({ ipcMain }) => {
    type Handler = (event: unknown, name: unknown, input: unknown) => Promise<unknown>;
    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> };
    const [channel, handler] = [...handlers][0] ?? [];
    if (channel === undefined || handler === undefined) throw new Error('No channel takes calls');
    let letGo = (): void => undefined;
    const gone = new Promise<undefined>((resolve) => {
      letGo = () => resolve(undefined);
    });
    handlers.set(channel, async (event, name, input) => {
      const isPage = name === 'history.rows' && (input as { count: number }).count > 1;
      if (isPage) await gone;
      return handler(event, name, input);
    });
    Object.assign(globalThis, {
      letRowsGo: () => {
        handlers.set(channel, handler);
        letGo();
      },
    });
  });
  return () =>
    app.evaluate(() => {
      (globalThis as unknown as { letRowsGo: () => void }).letRowsGo();
    });
}
