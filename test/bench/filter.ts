/** A filtered list over JSON rows: rows judged a second, by a field of the payload and by what SQL can answer. */
import type { Store } from '../../src/main/store/store.ts';
import { printTable, ratioMetric, type Bench } from './bench.ts';
import { historyOf } from './history-cache.ts';
import { openBenchStore } from './store-urls.ts';

const goalRows = 1_000_000;

export const filter: Bench = async () => {
  // Six of ten rows are orders, so this is more than a million of them.
  const { folder, ordersId } = await historyOf(1_000_000);
  const store = await openBenchStore(folder);
  try {
    await rate(store, ordersId, 'value.order.total > 900.0');
    const field = await rate(store, ordersId, 'value.order.total > 900.0');
    const column = await rate(store, ordersId, 'key == "k-42"');
    const both = await rate(store, ordersId, 'key == "k-42" && value.order.total > 500.0');
    printTable(
      ['filter', 'rows/s'],
      [
        ['value.order.total > 900.0', Math.round(field).toLocaleString('en')],
        ['key == "k-42"', Math.round(column).toLocaleString('en')],
        ['both', Math.round(both).toLocaleString('en')],
      ],
    );
    return {
      field: ratioMetric(field, goalRows, 'rows/s', 1),
      column: ratioMetric(column, goalRows, 'rows/s', 1),
    };
  } finally {
    await store.close();
  }
};

async function rate(store: Store, streamId: number, text: string): Promise<number> {
  const started = performance.now();
  let progress = await store.openList({ streamId, filter: text });
  while (progress.left > 0) progress = await store.fillList(progress.listId, 40);
  if (progress.matches === 0) throw new Error(`Nothing matches ${text}`);
  await store.closeList(progress.listId);
  return (progress.scanned * 1000) / (performance.now() - started);
}
