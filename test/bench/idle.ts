/** What a session costs that nobody looks at: the processor time of all processes while the window is hidden. */
import { setTimeout as pause } from 'node:timers/promises';
import { processorSeconds } from './app-processes.ts';
import { limitMetric, type Bench } from './bench.ts';
import { openHiddenApp } from './hidden-app.ts';

const ratePerSecond = 100;
const limitPercent = 2;
/** Until start-up work is over. */
const warmUpMs = 5_000;

export const idle: Bench = async ({ quick }) => {
  const runMs = quick ? 20_000 : 60_000;
  const app = await openHiddenApp(ratePerSecond);
  try {
    const storedBefore = await app.stored();
    await pause(warmUpMs);
    const used = await processorSeconds(app.pids);
    await pause(runMs);
    const percent = ((await processorSeconds(app.pids)) - used) / (runMs / 1_000) / 0.01;
    const stored = (await app.stored()) - storedBefore;
    if (stored < (ratePerSecond * (warmUpMs + runMs)) / 1_000 / 1.2)
      throw new Error(`The session stored ${stored} messages, fewer than were sent to it.`);
    return { processor: limitMetric(percent, limitPercent, '% of one core') };
  } finally {
    await app.stop();
  }
};
