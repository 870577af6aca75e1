/** Stretches of work that keep the window from answering, as the browser itself counts them: tasks over 50 ms. */
import type { Page } from '@playwright/test';

declare global {
  var longTasks: number[] | undefined;
}

export async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    globalThis.longTasks = tasks;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
}

/** The durations in ms since the last call, in the order they came. */
export function takeLongTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => globalThis.longTasks?.splice(0) ?? []);
}
