import { call } from '../e2e/call.ts';
import { makeUserData, startApp, type RunningApp } from '../e2e/app.ts';
import { Window } from '../e2e/window.ts';
import { extremeViews } from './extreme-views.ts';
import { firstViews } from './first-views.ts';
import type { View } from './view.ts';
import { workViews } from './work-views.ts';

export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

export interface Stop {
  readonly view: View;
  readonly theme: Theme;
  /** Of the page, in CSS px. */
  readonly width: number;
  readonly window: Window;
  readonly running: RunningApp;
}

export interface TourOptions {
  readonly widths: readonly number[];
  /** Views to stop at; all of them are shown, for each goes on where the one before left. */
  readonly stopsAt: (name: string) => boolean;
  readonly visit: (stop: Stop) => Promise<void>;
  /** Where the window is pictured when it cannot be led on. */
  readonly failurePicture: string;
}

const height = 900;
const views: readonly View[] = [...firstViews, ...workViews, ...extremeViews];
export const viewNames: readonly string[] = views.map(({ name }) => name);

/** Leads through every view of the real window, in each theme and width. */
export async function tour(options: TourOptions): Promise<void> {
  const userData = await makeUserData();
  const running = await startApp(userData.folder);
  try {
    const window = new Window(running.window);
    for (const view of views) {
      await view.show(window, running);
      if (options.stopsAt(view.name)) await visitAll(running, window, view, options);
      await view.leave?.(window);
    }
  } catch (thrown) {
    await running.window.screenshot({ path: options.failurePicture }).catch(() => undefined);
    throw thrown;
  } finally {
    await running.kill().catch(() => undefined);
    await userData.remove();
  }
}

async function visitAll(
  running: RunningApp,
  window: Window,
  view: View,
  { widths, visit }: TourOptions,
): Promise<void> {
  for (const width of widths) {
    await resize(running, width);
    for (const theme of themes) {
      await call(window.page, 'settings.change', { theme });
      await window.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
      await settled(window);
      await visit({ view, theme, width, window, running });
    }
  }
}

async function resize({ app, window }: RunningApp, width: number): Promise<void> {
  const zoom = await app.evaluate(
    ({ BrowserWindow }, size) => {
      const [first] = BrowserWindow.getAllWindows();
      first?.setContentSize(size.width, size.height);
      return first?.webContents.getZoomFactor() ?? 1;
    },
    { width, height },
  );
  await window.waitForFunction((wanted) => innerWidth === wanted, Math.floor(width / zoom));
}

/** Fonts are there, transitions are over, and two frames have been painted. */
async function settled({ page }: Window): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => undefined)),
    );
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
