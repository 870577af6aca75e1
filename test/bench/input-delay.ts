/** How long the window takes to answer a key: from the event's own time to the frame after it. */
import type { Page } from '@playwright/test';

declare global {
  var inputDelays: number[] | undefined;
}

/** From now on every key pressed in the window is timed. */
export async function timeKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const delays: number[] = [];
    globalThis.inputDelays = delays;
    addEventListener(
      'keydown',
      (event) => {
        requestAnimationFrame(() => {
          // The task after the frame: what the frame painted is on its way to the screen.
          setTimeout(() => delays.push(performance.now() - event.timeStamp), 0);
        });
      },
      { capture: true },
    );
  });
}

/** The delays in ms, in the order of the keys. */
export function keyDelays(page: Page): Promise<number[]> {
  return page.evaluate(() => globalThis.inputDelays ?? []);
}
