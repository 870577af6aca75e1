/** What a session costs that nobody looks at: the processor time of all processes while the window is hidden. */
import { setTimeout as pause } from 'node:timers/promises';
import { processorSeconds } from './app-processes.ts';
import { limitMetric, type Bench } from './bench.ts';
import { openLiveApp } from './live-app.ts';

const ratePerSecond = 100;
const limitPercent = 2;
/** Until start-up work is over. */
const warmUpMs = 5_000;

export const idle: Bench = async ({ quick }) => {
  const runMs = quick ? 20_000 : 60_000;
  const app = await openLiveApp(ratePerSecond);
  try {
    await app.running.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.hide();
    });
    await pause(warmUpMs);
    const before = await app.accounting();
    const used = await processorSeconds(app.running.app);
    await pause(runMs);
    const percent = ((await processorSeconds(app.running.app)) - used) / (runMs / 1_000) / 0.01;
    const after = await app.accounting();
    if (after.stored - before.stored < (ratePerSecond * runMs) / 1_000 / 2)
      throw new Error('The session did not receive what was sent to it.');
    return { processor: limitMetric(percent, limitPercent, '% of one core') };
  } finally {
    await app.stop();
  }
};
