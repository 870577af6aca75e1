import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestVersion, migrations } from '../../../src/main/store/worker/migrations/migrate.ts';
import { createRandom, type Random } from '../../bench/random.ts';
import { expectBackUpWhole, expectMigratedOrNot, expectSound } from './crash-checks.ts';
import { storeBench, type StoreBench } from './frames.ts';
import { runAndKill, type Moment } from './kill-child.ts';
import { makeOldHistory } from './old-history.ts';

/**
 * `STREAMSCOPE_KILLS` says how many kills there are in all, `STREAMSCOPE_SEED` repeats a run: the moments are drawn from
 * it, though what the program had just done at such a moment differs from run to run. `STREAMSCOPE_SITUATION` is the one
 * situation that is wanted, `STREAMSCOPE_OLD_ROWS` makes its migration longer.
 */
const kills = Number(process.env['STREAMSCOPE_KILLS'] ?? 200);
const seed = Number(process.env['STREAMSCOPE_SEED'] ?? Date.now() % 1_000_000);
/** A history is killed so often, then the next one begins: checking it stays quick. */
const killsPerHistory = 10;
/** Histories at once: starting a program waits more than it works. */
const lanes = 2;
const rowsKept = 700;
const longestMs = 200;
/** Rows of an old history; and how long its migration may take, from the program's first word and from its back-up. */
const oldRows = Number(process.env['STREAMSCOPE_OLD_ROWS'] ?? 30_000);
const openingMs = 300;
const backUpMs = 60;
const backUpFile = `history.before-${latestVersion()}.db`;
/** Of the kills of an old history every third meets a fresh copy; in between the program goes on with what is there. */
const killsPerCopy = 3;

/** What is going on while the program is killed. */
const allSituations = ['ingest and index', 'retention', 'migration'] as const;
type Situation = (typeof allSituations)[number];
const wanted = process.env['STREAMSCOPE_SITUATION'];
const situations = allSituations.filter((situation) => wanted === undefined || situation === wanted);

describe('a history whose program was killed', () => {
  const oldVersions = migrations.slice(0, -1).map(({ version }) => version);
  let oldFolder: string;
  const oldFile = (version: number): string => join(oldFolder, `schema-${version}.db`);
  beforeAll(() => {
    oldFolder = mkdtempSync(join(tmpdir(), 'streamscope-old-'));
    for (const version of oldVersions) makeOldHistory(oldFile(version), version, oldRows);
  }, 120_000);
  afterAll(() => rmSync(oldFolder, { recursive: true, force: true }));

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
      console.log(`${textsInStep} texts found in indexes after the kills`);
      expect(textsInStep).toBeGreaterThan(0);
      console.log(
        `versions and back-ups found after kills in migrations: ${JSON.stringify(Object.fromEntries(met))}`,
      );
    },
  );

  let textsInStep = 0;
  /** How often a kill in a migration left what. */
  const met = new Map<string, number>();

  /** One history, killed so many times, looked at after each, and opened by the program in the end. */
  async function liveAndDie(situation: Situation, times: number, random: Random): Promise<void> {
    const bench = storeBench();
    try {
      let acked = 0;
      for (let kill = 0; kill < times; kill += 1) {
        if (situation === 'migration') acked = await migrateAndDie(bench.folder, kill, acked, random);
        else {
          acked = await runAndKill({
            folder: bench.folder,
            ackedBefore: acked,
            rowsKept: situation === 'retention' ? rowsKept : 0,
            moment: random.below(2) === 0 ? { word: 'acked' } : { file: 'search.db-wal' },
            afterMs: random.below(longestMs),
          });
        }
        textsInStep += expectSound(bench.folder, acked);
      }
      expect(acked).toBeGreaterThan(0);
      await expectProgramGoesOn(bench);
    } finally {
      await bench.dispose();
    }
  }

  /** A fresh copy dies in its migration; what is left of it goes on, and may come to receive before it dies again. */
  async function migrateAndDie(
    folder: string,
    kill: number,
    ackedBefore: number,
    random: Random,
  ): Promise<number> {
    const isFresh = kill % killsPerCopy === 0;
    if (isFresh) placeOldFile(folder, random.below(oldVersions.length));
    const isInBackUp = isFresh && random.below(2) === 0;
    const moment: Moment = isInBackUp ? { file: `${backUpFile}.unfinished` } : { word: 'opening' };
    const withinMs = isInBackUp ? backUpMs : isFresh ? openingMs : 2 * openingMs;
    const acked = await runAndKill({
      folder,
      ackedBefore: isFresh ? oldRows : ackedBefore,
      rowsKept: 0,
      moment,
      afterMs: random.below(withinMs),
    });
    const version = expectMigratedOrNot(folder, oldRows);
    const backUp = expectBackUpWhole(folder, oldRows);
    const left = `${version}/${backUp ?? 'none'}`;
    met.set(left, (met.get(left) ?? 0) + 1);
    return acked;
  }

  /** An old file in place of whatever is there. */
  function placeOldFile(folder: string, choice: number): void {
    for (const name of ['history.db', backUpFile])
      for (const suffix of ['', '-wal', '-shm', '.unfinished'])
        rmSync(join(folder, name + suffix), { force: true });
    copyFileSync(oldFile(oldVersions[choice] ?? 10), join(folder, 'history.db'));
  }
});

async function expectProgramGoesOn(bench: StoreBench): Promise<void> {
  const store = await bench.open();
  const [stream] = await store.listStreams();
  expect(stream?.count).toBeGreaterThan(0);
  const unexpected = store.notices().filter(({ code }) => code !== 'STORE_NEWER_VERSION');
  expect(unexpected).toEqual([]);
  const version = new Database(join(bench.folder, 'history.db'), { readonly: true });
  expect(version.pragma('user_version', { simple: true })).toBe(latestVersion());
  version.close();
}
