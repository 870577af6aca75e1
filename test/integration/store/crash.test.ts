import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { latestVersion, migrations } from '../../../src/main/store/worker/migrations/migrate.ts';
import { createRandom, type Random } from '../../bench/random.ts';
import { heldPayloads } from '../../fixtures/history/held.ts';
import { storeBench, type StoreBench } from './frames.ts';

/**
 * `STREAMSCOPE_KILLS` says how many kills there are in all, `STREAMSCOPE_SEED` repeats a run: the moments are drawn from
 * it, though what the program had just done at such a moment differs from run to run.
 */
const kills = Number(process.env['STREAMSCOPE_KILLS'] ?? 200);
const seed = Number(process.env['STREAMSCOPE_SEED'] ?? Date.now() % 1_000_000);
/** A history is killed so often, then the next one begins: checking it stays quick. */
const killsPerHistory = 10;
/** Histories at once: starting a program waits more than it works. */
const lanes = 2;
const rowsKept = 700;
const longestMs = 120;
const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

/** What is going on while the program is killed. */
const situations = ['ingest and index', 'retention', 'migration'] as const;
type Situation = (typeof situations)[number];

describe('a history whose program was killed', () => {
  it(
    `opens sound, with everything that was acked there once (${kills} kills, seed ${seed})`,
    { timeout: 30_000 + kills * 5000 },
    async () => {
      console.log(`${kills} kills, STREAMSCOPE_SEED=${seed}`);
      const histories = Math.ceil(kills / killsPerHistory);
      let next = 0;
      const work = async (): Promise<void> => {
        while (next < histories) {
          const number = next;
          next += 1;
          const random = createRandom(seed + number);
          const times = Math.min(killsPerHistory, kills - number * killsPerHistory);
          await liveAndDie(situations[number % situations.length] ?? 'migration', times, random);
        }
      };
      await Promise.all(Array.from({ length: lanes }, work));
    },
  );
});

/** One history, killed so many times, looked at after each, and opened by the program in the end. */
async function liveAndDie(situation: Situation, times: number, random: Random): Promise<void> {
  const bench = storeBench();
  try {
    let acked = 0;
    for (let kill = 0; kill < times; kill += 1) {
      if (situation === 'migration') {
        placeOldFile(bench.folder, random);
        await runAndKill(bench.folder, heldPayloads.length, 0, 'opening', random);
        expectMigratedOrNot(bench.folder);
      } else {
        const keep = situation === 'retention' ? rowsKept : 0;
        acked = await runAndKill(bench.folder, acked, keep, 'acked', random);
        expectSound(bench.folder, acked);
      }
    }
    if (situation !== 'migration') expect(acked).toBeGreaterThan(0);
    await expectProgramGoesOn(bench, situation);
  } finally {
    await bench.dispose();
  }
}

/** Runs the child until it has said the word and a random time more, then kills it; up to where it had acked. */
async function runAndKill(
  folder: string,
  ackedBefore: number,
  keep: number,
  word: string,
  random: Random,
): Promise<number> {
  const running = spawn(
    process.execPath,
    ['--no-warnings', child, folder, String(ackedBefore), String(keep)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  const said = new Promise<void>((resolve, reject) => {
    running.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(word)) resolve();
    });
    running.once('exit', (code) => reject(new Error(`The child ended by itself with ${code}.`)));
  });
  await said;
  await new Promise((resolve) => setTimeout(resolve, random.below(longestMs)));
  running.kill('SIGKILL');
  await once(running, 'close');
  return Number(/.*acked (\d+)\n/s.exec(output)?.[1] ?? ackedBefore);
}

/** Looks at the file itself: whole, acked messages there once, the counts and the index in step. */
function expectSound(folder: string, acked: number): void {
  const db = new Database(join(folder, 'history.db'));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const { id, first, next, indexed } = db
      .prepare<[], { id: number; first: number; next: number; indexed: number }>(
        'select id, first_seq as first, next_seq as next, indexed_seq as indexed from stream',
      )
      .get() ?? { id: 0, first: 0, next: 0, indexed: 0 };
    expect(next - 1).toBeGreaterThanOrEqual(acked);
    const from = id * 2 ** 36 + first;
    const entries = db
      .prepare<[number], number>('select entry from message where row_id >= ? order by row_id')
      .pluck()
      .all(from);
    // Entry n was message n + 1: none is missing, none is there twice.
    expect(entries).toEqual(Array.from({ length: next - first }, (_, at) => first - 1 + at));
    const found = db
      .prepare<[number], number>("select count(*) from search where search match 'n' and rowid >= ?")
      .pluck()
      .get(from);
    expect(found).toBe(Math.max(0, indexed - first + 1));
    const rowsLeft = db.prepare<[], number>('select count(*) from message').pluck().get() ?? 0;
    const waiting = db
      .prepare<[], number>('select coalesce(sum(row_to - row_from), 0) from removal')
      .pluck()
      .get();
    expect(rowsLeft).toBeLessThanOrEqual(entries.length + (waiting ?? 0));
  } finally {
    db.close();
  }
}

/** An old file in place of whatever is there. */
function placeOldFile(folder: string, random: Random): void {
  const old = migrations.slice(0, -1);
  const { version } = old[random.below(old.length)] ?? { version: 10 };
  const name = `schema-${String(version).padStart(4, '0')}.db`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `history.db${suffix}`), { force: true });
  copyFileSync(new URL(`../../fixtures/history/${name}`, import.meta.url), join(folder, 'history.db'));
}

/** Between two steps or after the last, with every row; a back-up under its name is whole. */
function expectMigratedOrNot(folder: string): void {
  const db = new Database(join(folder, 'history.db'));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(migrations.map(({ version }) => version)).toContain(db.pragma('user_version', { simple: true }));
    const rows = db.prepare<[], Buffer>('select payload from message order by row_id').pluck().all();
    expect(rows.slice(0, heldPayloads.length)).toEqual(heldPayloads);
  } finally {
    db.close();
  }
}

async function expectProgramGoesOn(bench: StoreBench, situation: Situation): Promise<void> {
  const store = await bench.open();
  const [stream] = await store.listStreams();
  expect(stream?.count).toBeGreaterThan(0);
  const unexpected = store.notices().filter(({ code }) => code !== 'STORE_NEWER_VERSION');
  expect(unexpected).toEqual([]);
  if (situation !== 'migration') return;
  const version = new Database(join(bench.folder, 'history.db'), { readonly: true });
  expect(version.pragma('user_version', { simple: true })).toBe(latestVersion());
  version.close();
}
