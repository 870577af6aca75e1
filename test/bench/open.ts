/** Opening a stream, jumping and paging in a large history, against the limits and against a small one. */
import { limitMetric, printTable, quantile, type Bench } from './bench.ts';
import { historyOf } from './history-cache.ts';
import { createRandom } from './random.ts';
import { openBenchStore } from './store-urls.ts';

const pageRows = 80;
const openLimitMs = 100;
const jumpLimitMs = 50;
const pageLimitMs = 8;
/** How much slower the large history may be. */
const growthLimit = 1.5;
/** Below this a ratio of two times says nothing. */
const measurableMs = 4;

interface Times {
  readonly open: number;
  readonly jump: number;
  readonly page: number;
}

export const open: Bench = async ({ quick }) => {
  const large = await timesOf(quick ? 1_000_000 : 10_000_000);
  const small = await timesOf(100_000);
  const grown = (name: keyof Times): number =>
    Math.max(large[name], measurableMs) / Math.max(small[name], measurableMs);
  printTable(
    ['p95 in ms', 'large', '100,000 rows'],
    (['open', 'jump', 'page'] as const).map((name) => [name, large[name].toFixed(2), small[name].toFixed(2)]),
  );
  return {
    open: limitMetric(large.open, openLimitMs, 'ms'),
    jump: limitMetric(large.jump, jumpLimitMs, 'ms'),
    page: limitMetric(large.page, pageLimitMs, 'ms'),
    growth: limitMetric(
      Math.max(grown('open'), grown('jump'), grown('page')),
      growthLimit,
      '× of 100,000 rows',
    ),
  };
};

async function timesOf(rows: number): Promise<Times> {
  const { folder, ordersId } = await historyOf(rows);
  const random = createRandom(7);
  const view = { kind: 'stream', streamId: ordersId } as const;
  const opens: number[] = [];
  const jumps: number[] = [];
  const pages: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const store = await openBenchStore(folder);
    // The window is open and has its list of streams; then one is chosen.
    await store.listStreams();
    const { count } = await timed(opens, async () => {
      const extent = await store.streamExtent(ordersId);
      await store.rows({ view, from: Math.max(0, extent.count - pageRows), count: pageRows });
      return extent;
    });
    for (let jump = 0; jump < 10; jump += 1) {
      const from = random.below(count - 3 * pageRows);
      await timed(jumps, () => store.rows({ view, from, count: pageRows }));
      await timed(pages, () => store.rows({ view, from: from + pageRows, count: pageRows }));
    }
    await store.close();
  }
  return { open: quantile(opens, 0.95), jump: quantile(jumps, 0.95), page: quantile(pages, 0.95) };
}

async function timed<Value>(times: number[], work: () => Promise<Value>): Promise<Value> {
  const started = performance.now();
  const value = await work();
  times.push(performance.now() - started);
  return value;
}
