/**
 * What a person waits for in the real window with a large history: a stream chosen until its rows are painted, and a
 * jump anywhere until the rows there are.
 */
import type { Page } from '@playwright/test';
import { makeUserData, startApp } from '../e2e/app.ts';
import { Window } from '../e2e/window.ts';
import { limitMetric, printTable, quantile, type Bench } from './bench.ts';
import { historyOf } from './history-cache.ts';
import { placeHistory } from './place-history.ts';
import { createRandom } from './random.ts';

const openLimitMs = 100;
const jumpLimitMs = 50;
const rounds = 20;

declare global {
  var timeUntilPainted: ((act: () => void, isThere: () => boolean) => Promise<number>) | undefined;
}

export const painted: Bench = async ({ quick }) => {
  const { folder, rows } = await historyOf(quick ? 1_000_000 : 10_000_000);
  const { folder: userData, remove } = await makeUserData();
  placeHistory(folder, userData);
  const running = await startApp(userData);
  try {
    const window = new Window(running.window);
    const page = running.window;
    await layTimer(page);
    await page.getByRole('button', { name: /Open history/ }).click();
    const list = page.getByRole('list', { name: 'Stored streams' });
    await list.getByRole('listitem').first().waitFor();
    const opens: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      opens.push(await timeOpening(page));
      await page.keyboard.press('Control+W');
      await window.messages.waitFor({ state: 'detached' });
    }
    await timeOpening(page);
    const jumps: number[] = [];
    const random = createRandom(11);
    for (let round = 0; round < rounds * 2; round += 1)
      jumps.push(await timeJump(page, random.below(1_000_000) / 1_000_000));
    printTable(
      ['ms in the window', 'median', 'p95', 'longest'],
      [
        [
          'stream chosen to rows painted, the very first time',
          '',
          '',
          quantile(opens.slice(0, 1), 1).toFixed(1),
        ],
        ['stream chosen to rows painted', ...[0.5, 0.95, 1].map((part) => quantile(opens, part).toFixed(1))],
        ['jump to rows painted', ...[0.5, 0.95, 1].map((part) => quantile(jumps, part).toFixed(1))],
      ],
    );
    console.log(`${rows.toLocaleString('en')} rows stored`);
    return {
      open: limitMetric(quantile(opens, 0.95), openLimitMs, 'ms'),
      jump: limitMetric(quantile(jumps, 0.95), jumpLimitMs, 'ms'),
    };
  } finally {
    await running.kill().catch(() => undefined);
    await remove();
  }
};

/**
 * Measures inside the page, so that no round trip of the test's own is counted: from the act until the frame that shows
 * every row in sight has been handed to the compositor. Rastering it comes on top; without a GPU that is some ms.
 */
async function layTimer(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.timeUntilPainted = (act, isThere) =>
      new Promise((resolve, reject) => {
        const started = performance.now();
        act();
        const look = (): void => {
          if (performance.now() - started > 10_000) reject(new Error('The rows did not come within 10 s.'));
          else if (isThere()) setTimeout(() => resolve(performance.now() - started), 0);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
  });
}

function timeOpening(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const entries = document.querySelectorAll<HTMLElement>('[aria-label="Stored streams"] button');
    // The stream with six of ten messages.
    const entry = [...entries].find(({ textContent }) => textContent.includes('orders'));
    if (entry === undefined || globalThis.timeUntilPainted === undefined)
      throw new Error('There is no stored stream to choose.');
    return globalThis.timeUntilPainted(
      () => entry.click(),
      () => {
        const table = document.querySelector('[role=grid][aria-label="Messages"]');
        const isFilled = table !== null && table.querySelector('[data-row]') !== null;
        return isFilled && table.querySelector('[data-row][aria-busy]') === null;
      },
    );
  });
}

function timeJump(page: Page, part: number): Promise<number> {
  return page.evaluate(async (where) => {
    const viewport = document.querySelector<HTMLElement>('[role=grid][aria-label="Messages"] .scroller');
    if (viewport === null || globalThis.timeUntilPainted === undefined)
      throw new Error('There is no table to scroll.');
    const first = (): string | null => viewport.querySelector('[data-row]')?.getAttribute('data-row') ?? null;
    const before = first();
    return globalThis.timeUntilPainted(
      () => {
        viewport.scrollTop = where * (viewport.scrollHeight - viewport.clientHeight);
      },
      () => first() !== before && viewport.querySelector('[aria-busy=true]') === null,
    );
  }, part);
}
