/** A flood in the real window: all that is received is stored, keys answered, memory flat. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { limitMetric, median, noneMetric, printTable, quantile, ratioMetric, type Bench } from './bench.ts';
import { residentMebibytes } from './app-processes.ts';
import { keyDelays, timeKeys } from './input-delay.ts';
import { openLiveApp, type LiveApp } from './live-app.ts';

const ratePerSecond = 10_000;
const keyEveryMs = 100;
const sampleEveryMs = 1_000;
const delayLimitMs = 50;
/** The second half against the first. */
const growthLimit = 1.05;
/** Until caches, compiled code and the first pages are there. */
const warmUpMs = 5_000;

const missingEntries = `
  select sum(rows) as stored, sum(last - first + 1 - rows) as missing from (
    select count(*) as rows, min(entry) as first, max(entry) as last from message
    where stream_id = ? group by ledger, partition)`;

export const live: Bench = async ({ quick }) => {
  const runMs = quick ? 30_000 : 60_000;
  const app = await openLiveApp(ratePerSecond);
  try {
    await pause(warmUpMs);
    await timeKeys(app.window.page);
    await app.window.row(0).click();
    const before = await app.accounting();
    const started = performance.now();
    const memory = await sample(app, runMs);
    const after = await app.accounting();
    const seconds = (performance.now() - started) / 1_000;
    const delays = await keyDelays(app.window.page);
    const missing = countMissing(app);
    const half = Math.floor(memory.length / 2);
    printTable(
      ['', 'first half', 'second half'],
      [
        ['resident MiB', median(memory.slice(0, half)).toFixed(0), median(memory.slice(half)).toFixed(0)],
        ['keys timed', String(delays.length), ''],
        [
          'median, p95, longest ms',
          [0.5, 0.95, 1].map((part) => quantile(delays, part).toFixed(1)).join(', '),
          '',
        ],
      ],
    );
    return {
      stored: ratioMetric((after.stored - before.stored) / seconds, ratePerSecond, 'msg/s', 0.98),
      missing: noneMetric(missing, 'messages'),
      input: limitMetric(quantile(delays, 0.95), delayLimitMs, 'ms'),
      memory: limitMetric(
        median(memory.slice(half)) / median(memory.slice(0, half)),
        growthLimit,
        '× of first half',
      ),
    };
  } finally {
    await app.stop();
  }
};

/** Presses arrow keys as a person who reads along, and takes the memory every second. */
async function sample(app: LiveApp, forMs: number): Promise<number[]> {
  const memory: number[] = [];
  const started = performance.now();
  let sampled = started;
  for (let pressed = 0; performance.now() - started < forMs; pressed += 1) {
    await app.window.page.keyboard.press(pressed % 4 === 3 ? 'ArrowUp' : 'ArrowDown');
    if (performance.now() - sampled >= sampleEveryMs) {
      sampled = performance.now();
      memory.push(await residentMebibytes(app.running.app));
    }
    await pause(keyEveryMs);
  }
  return memory;
}

/**
 * Messages missing between the first and the last stored one: the service numbers the entries of a ledger without a gap,
 * so the rows themselves tell, read past the app and its counters.
 */
function countMissing({ streamId, userData }: LiveApp): number {
  const history = new DatabaseSync(join(userData, 'history.db'), { readOnly: true });
  try {
    const row = history.prepare(missingEntries).get(streamId);
    const { stored, missing } = z.object({ stored: z.number(), missing: z.number() }).parse(row);
    console.log(`${stored.toLocaleString('en')} rows stored`);
    return missing;
  } finally {
    history.close();
  }
}
