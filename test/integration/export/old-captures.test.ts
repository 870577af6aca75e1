import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { migrations } from '../../../src/main/store/worker/migrations/migrate.ts';
import { captureFile, heldCapture } from '../../fixtures/captures/held-capture.ts';
import { heldBefore, heldMark, heldPayloads, heldStream, heldWord } from '../../fixtures/history/held.ts';
import { importFile, openCapture } from '../services/harness.ts';
import { mainForAll, transferEnd } from './transfers.ts';

vi.setConfig({ testTimeout: 60_000 });

const marksVersion = 30;
const versions = migrations.map(({ version }) => version);

const { main, folder } = mainForAll();

const placed = (name: string, version: number): string => {
  const home = join(folder(), name);
  mkdirSync(home);
  const path = join(home, 'incident.streamscope');
  copyFileSync(captureFile(version), path);
  return path;
};

describe('a capture of an older version', () => {
  it('is kept of every version of the schema: `node test/fixtures/captures/make.ts` makes what is missing', () => {
    expect(versions.filter((version) => !existsSync(captureFile(version)))).toEqual([]);
  });

  it.each(versions)(
    'that has schema %i opens with every row, byte and event, is searched, and stays as it is',
    async (version) => {
      const path = placed(`v${version}`, version);
      const before = readFileSync(path);
      const { captureId, manifest, streams } = await openCapture(main(), path);
      expect(manifest).toMatchObject(heldCapture(version));
      expect(manifest).toMatchObject({ count: heldPayloads.length, firstAt: heldBefore });
      const { title, fullName } = heldStream;
      expect(streams).toMatchObject([{ title, fullName, count: heldPayloads.length }]);
      const streamId = streams[0]?.streamId ?? 0;

      const view = { kind: 'stream', streamId } as const;
      const { rows } = await main().call('history.rows', { view, from: 0, count: 100 });
      expect(rows.map(({ key, deliveries }) => [key, deliveries])).toEqual(
        heldPayloads.map((_, at) => [`key-${at}`, at === 0 ? 2 : 1]),
      );
      for (const [at, { rowId }] of rows.entries()) {
        const { payload } = await main().call('history.message', { rowId });
        expect(heldPayloads[at]?.equals(payload)).toBe(true);
      }
      const events = await main().call('history.deliveries', { rowId: rows[0]?.rowId ?? 0 });
      expect(events.map(({ kind }) => kind)).toEqual(['delivered', 'redelivered']);
      const marks = await main().call('marks.list', { streamId });
      expect(marks.map(({ comment }) => comment)).toEqual(version < marksVersion ? [] : [heldMark]);

      const { hits } = await main().call('history.search', {
        text: heldWord.word,
        mode: 'words',
        order: 'newest',
        limit: 10,
        streamId,
      });
      expect(hits.map(({ seq }) => seq)).toEqual(heldWord.seqs);

      const open = await main().pushed('captures.changed', (all) =>
        all.some((one) => one.path === path && one.checksum !== 'checking'),
      );
      expect(open.find((one) => one.path === path)?.checksum).toBe('right');
      await main().call('captures.close', { captureId });
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(readdirSync(join(path, '..'))).toEqual(['incident.streamscope']);
    },
  );

  it.each(versions)('that has schema %i is imported too', async (version) => {
    const path = placed(`import-v${version}`, version);
    const { transferId } = await importFile(main(), path);
    const end = await transferEnd(main(), transferId);
    // All fixtures hold the same messages and have the same file name: the first brings them, the rest know them.
    expect(end).toMatchObject({ phase: 'done', leftOut: 0 });
    expect(end.written + end.skipped).toBe(heldPayloads.length);
  });
});

describe('a capture of a newer version', () => {
  const changed = (name: string, change: (db: Database.Database) => void): string => {
    const path = placed(name, versions.at(-1) ?? 0);
    const db = new Database(path);
    change(db);
    db.close();
    return path;
  };

  it.each([
    ['schema', (db: Database.Database) => db.pragma('user_version = 9990')],
    [
      'manifest',
      (db: Database.Database) => db.exec(`update capture set manifest = json_set(manifest, '$.format', 2)`),
    ],
  ] as const)('is refused in words when its %s is newer, and is left as it is', async (name, change) => {
    const path = changed(`newer-${name}`, change);
    const before = readFileSync(path);
    for (const attempt of [
      () => openCapture(main(), path),
      async () => {
        const { transferId } = await importFile(main(), path);
        const end = await transferEnd(main(), transferId);
        throw end.error ?? new Error('It was imported.');
      },
    ])
      await expect(attempt()).rejects.toMatchObject({
        code: 'STORE_NEWER_VERSION',
        message: expect.stringMatching(
          /newer Streamscope\. Update Streamscope to open it; nothing was changed/,
        ),
      });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
