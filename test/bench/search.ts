/** First hits of a large history, against their limits and against `grep` over the same messages as JSONL. */
import { execFileSync } from 'node:child_process';
import type { SearchRequest } from '../../src/shared/contract/schemas/search.ts';
import type { Store } from '../../src/main/store/store.ts';
import { limitMetric, median, quantile, ratioMetric, type Bench } from './bench.ts';
import { historyOf } from './history-cache.ts';
import { phrase, rareWord, twoWords } from './made-up-messages.ts';
import { openBenchStore } from './store-urls.ts';

const hits = 100;
const rareLimitMs = 50;
const commonLimitMs = 100;
const grepRatio = 200;
/** Rows a second that a substring search reads. */
const scanGoal = 2_000_000;
const repeats = 21;

export const search: Bench = async ({ quick }) => {
  const { folder, jsonl, rows } = await historyOf(quick ? 1_000_000 : 10_000_000);
  const store = await openBenchStore(folder);
  try {
    const ask = (text: string) => p95(store, { text, mode: 'words', order: 'newest', limit: hits });
    const rare = await ask(rareWord);
    const phraseMs = await ask(`"${phrase}"`);
    const both = await ask(twoWords.join(' AND '));
    const grep = grepMs(rareWord, jsonl);
    const scanned = await scanRate(store);
    console.log(`${rows.toLocaleString('en')} rows; grep for the rare word took ${Math.round(grep)} ms`);
    return {
      rareWord: limitMetric(rare.p95, rareLimitMs, 'ms'),
      rareWordAgainstGrep: {
        ...limitMetric(rare.median, grep, 'ms'),
        goal: grepRatio,
        ok: grep / rare.median >= grepRatio,
      },
      phrase: limitMetric(phraseMs.p95, commonLimitMs, 'ms'),
      twoWords: limitMetric(both.p95, commonLimitMs, 'ms'),
      substring: ratioMetric(scanned, scanGoal, 'rows/s', 1),
    };
  } finally {
    await store.close();
  }
};

async function p95(store: Store, request: SearchRequest): Promise<{ p95: number; median: number }> {
  const times: number[] = [];
  for (let turn = 0; turn < repeats; turn += 1) {
    const started = performance.now();
    const answer = await store.search(request);
    times.push(performance.now() - started);
    if (answer.hits.length === 0) throw new Error(`Nothing found for ${request.text}`);
    if (answer.coverage.indexed !== answer.coverage.stored) throw new Error('The index is behind.');
  }
  return { p95: quantile(times, 0.95), median: median(times) };
}

function grepMs(word: string, file: string): number {
  const times = [0, 1, 2].map(() => {
    const started = performance.now();
    execFileSync('grep', ['-c', word, file]);
    return performance.now() - started;
  });
  return median(times);
}

/** Rows a second of a substring that is nowhere: everything is read. */
async function scanRate(store: Store): Promise<number> {
  const started = performance.now();
  let scanned = 0;
  let cursor: string | null = null;
  do {
    const answer: Awaited<ReturnType<Store['search']>> = await store.search({
      text: 'no such text anywhere',
      mode: 'substring',
      order: 'newest',
      limit: hits,
      ...(cursor === null ? {} : { cursor }),
    });
    scanned += answer.coverage.scanned;
    cursor = answer.cursor;
  } while (cursor !== null && performance.now() - started < 5000);
  return (scanned * 1000) / (performance.now() - started);
}
