/** Messages over time of a large history: the first look, and the next one while messages go on coming. */
import { limitMetric, median, printTable, type Bench } from './bench.ts';
import { historyOf } from './history-cache.ts';
import { openBenchStore } from './store-urls.ts';

const buckets = 200;
/** A look once a second must not hold up the pages of the table. */
const firstLimitMs = 100;
const againLimitMs = 20;

export const histogram: Bench = async ({ quick }) => {
  const sizes = quick ? [1_000_000] : [1_000_000, 10_000_000];
  const times = [];
  for (const rows of sizes) times.push({ rows, ...(await timesOf(rows)) });
  printTable(
    ['median in ms', 'first look', 'next look'],
    times.map(({ rows, first, again }) => [
      `${rows.toLocaleString('en')} rows`,
      first.toFixed(2),
      again.toFixed(2),
    ]),
  );
  const largest = times.at(-1) ?? { first: Number.NaN, again: Number.NaN };
  return {
    first: limitMetric(largest.first, firstLimitMs, 'ms'),
    again: limitMetric(largest.again, againLimitMs, 'ms'),
  };
};

async function timesOf(rows: number): Promise<{ first: number; again: number }> {
  const { folder, ordersId } = await historyOf(rows);
  const view = { kind: 'stream', streamId: ordersId } as const;
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const store = await openBenchStore(folder);
    await store.listStreams();
    await timed(first, () => store.histogram({ view, buckets }));
    for (let look = 0; look < 5; look += 1) await timed(again, () => store.histogram({ view, buckets }));
    await store.close();
  }
  return { first: median(first), again: median(again) };
}

async function timed(times: number[], work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  times.push(performance.now() - started);
}
