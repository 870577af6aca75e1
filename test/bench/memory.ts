/**
 * Resident memory of the whole app in its real window, with an empty history and with one of ten million rows that was
 * looked at all over: what is stored must not be held.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { makeUserData, startApp } from '../e2e/app.ts';
import { call } from '../e2e/call.ts';
import { residentMebibytes } from './app-processes.ts';
import { limitMetric, median, printTable, type Bench } from './bench.ts';
import { historyOf } from './history-cache.ts';
import { rareWord } from './made-up-messages.ts';
import { placeHistory } from './place-history.ts';
import { createRandom } from './random.ts';

const limitMebibytes = 60;
const pageRows = 80;
const jumps = 200;
/** Until start-up work is over, and what was used once is given back. */
const settleMs = 5_000;
const samples = 5;

export const memory: Bench = async ({ quick }) => {
  const { folder, rows, ordersId } = await historyOf(quick ? 1_000_000 : 10_000_000);
  const empty = await residentWith(
    () => undefined,
    () => Promise.resolve(),
  );
  const full = await residentWith(
    (userData) => placeHistory(folder, userData),
    (page) => lookAround(page, ordersId),
  );
  printTable(
    ['stored rows', 'resident MiB'],
    [
      ['0', empty.toFixed(0)],
      [rows.toLocaleString('en'), full.toFixed(0)],
    ],
  );
  return { apart: limitMetric(Math.max(0, full - empty), limitMebibytes, 'MiB') };
};

async function residentWith(
  prepare: (userData: string) => void,
  use: (page: Page) => Promise<void>,
): Promise<number> {
  const { folder, remove } = await makeUserData();
  prepare(folder);
  const running = await startApp(folder);
  try {
    await pause(settleMs);
    await use(running.window);
    await pause(settleMs);
    const seen: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      seen.push(await residentMebibytes(running.app));
      await pause(500);
    }
    return median(seen);
  } finally {
    await running.quit();
    await remove();
  }
}

/** The newest rows, jumps all over, a search: what an hour with a history comes to. */
async function lookAround(page: Page, streamId: number): Promise<void> {
  const view = { kind: 'stream', streamId } as const;
  const { total } = await call(page, 'history.rows', { view, from: 0, count: 1 });
  if (total === 0) throw new Error('The app did not open the history.');
  const random = createRandom(3);
  for (let jump = 0; jump < jumps; jump += 1)
    await call(page, 'history.rows', { view, from: random.below(total - pageRows), count: pageRows });
  const answer = await call(page, 'history.search', {
    text: rareWord,
    mode: 'words',
    order: 'newest',
    limit: 100,
  });
  if (answer.hits.length === 0) throw new Error('The search found nothing.');
}
