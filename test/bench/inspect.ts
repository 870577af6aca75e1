/** A message of ten megabytes under the lens: how long the window cannot answer while it is read and drawn. */
import { setTimeout as pause } from 'node:timers/promises';
import { makeUserData, startApp } from '../e2e/app.ts';
import { Window } from '../e2e/window.ts';
import { limitMetric, printTable, quantile, type Bench } from './bench.ts';
import { watchLongTasks, takeLongTasks } from './long-tasks.ts';
import { storeMessages } from './make-history.ts';
import { madeUpOrder, type MadeUpMessage } from './made-up-messages.ts';
import { createRandom, type Random } from './random.ts';

const largeBytes = 10 * 1024 * 1024;
const taskLimitMs = 50;
/** Work that was put off is done by then; the browser reports a long task a little after it. */
const settleMs = 1_000;

export const inspect: Bench = async ({ quick }) => {
  const rounds = quick ? 3 : 10;
  const random = createRandom(11);
  const userData = await makeUserData();
  await storeMessages(userData.folder, 'large', [
    madeUpOrder(random, 1),
    largeMessage(random),
    madeUpOrder(random, 2),
  ]);
  const running = await startApp(userData.folder);
  try {
    const page = running.window;
    const window = new Window(page);
    await page.getByRole('button', { name: /Open history/ }).click();
    await page
      .getByRole('list', { name: 'Stored streams' })
      .getByRole('button', { name: /^large/ })
      .click();
    await window.row(2).waitFor();
    await window.row(0).click();
    await window.inspector.getByRole('tree', { name: 'Value' }).waitFor();
    await pause(settleMs);
    await watchLongTasks(page);
    const item = (key: string) => window.inspector.getByRole('treeitem').filter({ hasText: key }).first();
    const opened: number[] = [];
    const longest: number[] = [];
    const tasks: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await takeLongTasks(page);
      const started = performance.now();
      await window.row(1).click();
      await item('orders').waitFor();
      opened.push(performance.now() - started);
      await pause(settleMs);
      const long = await takeLongTasks(page);
      tasks.push(...long);
      longest.push(Math.max(0, ...long));
      await window.row(0).click();
      await item('orderId').waitFor();
      await pause(settleMs);
    }
    printTable(
      ['of 10 MiB', 'median', 'p95', 'longest'],
      [
        ['opened after, ms', ...summary(opened)],
        ['longest task of an opening, ms', ...summary(longest)],
        [`${tasks.length} tasks over 50 ms`, ...summary(tasks)],
      ],
    );
    return {
      opened: limitMetric(quantile(opened, 0.95), 2_000, 'ms'),
      task: limitMetric(quantile(longest, 0.95), taskLimitMs, 'ms'),
    };
  } finally {
    await running.kill().catch(() => undefined);
    await userData.remove();
  }
};

/** One JSON object with a list of orders in it, as large as is wished. */
function largeMessage(random: Random): MadeUpMessage {
  const orders: string[] = [];
  for (let bytes = 0; bytes < largeBytes;) {
    const { payload } = madeUpOrder(random, orders.length);
    bytes += payload.length + 1;
    orders.push(payload);
  }
  return { payload: `{"orders":[${orders.join(',')}]}`, key: 'large', properties: '{}' };
}

function summary(values: readonly number[]): string[] {
  return [0.5, 0.95, 1].map((part) => (values.length === 0 ? 'none' : quantile(values, part).toFixed(1)));
}
