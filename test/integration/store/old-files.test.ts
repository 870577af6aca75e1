import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { latestVersion, migrations } from '../../../src/main/store/worker/migrations/migrate.ts';
import type { Store } from '../../../src/main/store/store.ts';
import {
  heldBefore,
  heldFrames,
  heldMark,
  heldPayloads,
  heldStream,
  heldWord,
} from '../../fixtures/history/held.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from './frames.ts';

const fixtures = new URL('../../fixtures/history/', import.meta.url);
const fixtureOf = (version: number): string =>
  fileURLToPath(new URL(`schema-${String(version).padStart(4, '0')}.db`, fixtures));
const marksVersion = 30;
/** Linux says here who holds which lock. */
const systemLocks = '/proc/locks';

describe('a history file of an older version', () => {
  let bench: StoreBench;
  beforeEach(() => {
    bench = storeBench();
  });
  afterEach(() => bench.dispose());

  it('is kept of every version of the schema: `node test/fixtures/history/make.ts` makes what is missing', () => {
    expect(migrations.filter(({ version }) => !existsSync(fixtureOf(version)))).toEqual([]);
  });

  it.each(migrations.map(({ version }) => version))(
    'that has schema %i opens with every row, byte and event, is searched, and goes on',
    async (version) => {
      const before = readFileSync(fixtureOf(version));
      copyFileSync(fixtureOf(version), join(bench.folder, 'history.db'));
      const store = await bench.open();
      const [stream] = await store.listStreams();
      expect(stream).toMatchObject({ ...heldStream, count: heldPayloads.length, redelivered: 1 });
      const streamId = stream?.streamId ?? 0;

      if (version === latestVersion()) expect(store.notices()).toEqual([]);
      else expectBackUp(store, version, before);

      const { rows } = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 100 });
      expect(rows.map(({ seq, key, deliveries }) => ({ seq, key, deliveries }))).toEqual(
        heldPayloads.map((_, at) => ({ seq: at + 1, key: `key-${at}`, deliveries: at === 0 ? 2 : 1 })),
      );
      for (const [at, row] of rows.entries()) {
        const message = await store.message(row.rowId);
        expect(heldPayloads[at]?.equals(message.payload)).toBe(true);
        expect(message).toMatchObject({
          properties: [['n', String(at)]],
          publishTimeText: '2026-05-01T12:00:00.5Z',
          eventTimeText: '2026-05-01T12:00:00Z',
          receivedAt: heldBefore + at,
        });
      }
      const events = await store.deliveries(rows[0]?.rowId ?? 0);
      expect(events.map(({ kind, attempt }) => ({ kind, attempt }))).toEqual([
        { kind: 'delivered', attempt: 1 },
        { kind: 'redelivered', attempt: 2 },
      ]);
      const marks = await store.marks(streamId);
      expect(marks.map(({ comment }) => comment)).toEqual(version < marksVersion ? [] : [heldMark]);

      expect(await found(store)).toEqual(heldWord.seqs);
      await untilIndexed(store);
      expect(await found(store)).toEqual(heldWord.seqs);

      // Known messages are known again, a new one is new.
      const again = batchOf(streamId, [...heldFrames(), frame({ entry: 999 })], { attempt: 3 });
      expect(await append(store, again)).toMatchObject({ stored: 1, redelivered: heldPayloads.length });
    },
  );

  it.runIf(existsSync(systemLocks))(
    'is still locked once it is migrated: another program that looks at it leaves the log where it is',
    async () => {
      const file = join(bench.folder, 'history.db');
      copyFileSync(fixtureOf(10), file);
      await orders(await bench.open());
      const { ino } = statSync(file);
      const locks = readFileSync(systemLocks, 'utf8').split('\n');
      expect(locks.filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${ino} `))).toEqual([
        expect.stringContaining('READ'),
      ]);
    },
  );

  const expectBackUp = (store: Store, version: number, before: Buffer): void => {
    const copy = join(bench.folder, `history.before-${latestVersion()}.db`);
    expect(store.notices()).toMatchObject([{ severity: 'info', detail: `version ${version}, copy ${copy}` }]);
    const db = new Database(copy, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(version);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    // But for the header's note that the file has a log, it is the very same file.
    expect(readFileSync(copy).subarray(100).equals(before.subarray(100))).toBe(true);
  };
});

async function found(store: Store): Promise<number[]> {
  const { hits } = await store.search({ text: heldWord.word, mode: 'words', order: 'newest', limit: 10 });
  return hits.map(({ seq }) => seq);
}

async function untilIndexed(store: Store): Promise<void> {
  for (;;) {
    const { coverage } = await store.search({ text: 'nowhere', mode: 'words', order: 'newest', limit: 1 });
    if (coverage.indexed === coverage.stored) return;
  }
}
