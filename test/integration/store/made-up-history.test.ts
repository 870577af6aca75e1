import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/main/store/store.ts';
import { madeUpBatches, makeHistory, makeStreams } from '../../bench/make-history.ts';
import { frameBatchOf } from '../../bench/made-up-wire.ts';
import { openBenchStore } from '../../bench/store-urls.ts';
import { append } from './frames.ts';

/** A whole round of the three streams and a part of the next: the last batch is a short one. */
const rows = 27_500;
const seed = 7;

describe('a made-up history', () => {
  let folder: string;
  let bulk: string;
  let ingested: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'streamscope-made-up-'));
    [bulk, ingested] = [join(folder, 'bulk'), join(folder, 'ingested')];
    await makeHistory({ rows, folder: bulk, seed });
    await ingest(ingested);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds in every table what ingest stores of the same messages, and is whole', () => {
    const [made, usual] = [open(bulk), open(ingested)];
    for (const db of [made, usual]) expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const tables = usual
      .prepare<[], string>(
        "select name from sqlite_schema where type = 'table' and name not like 'search%' and name not like 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(tables).toContain('message');
    for (const table of tables) {
      const all = `select * from ${table} order by 1`;
      const [here, there] = [made.prepare(all).all(), usual.prepare(all).all()];
      expect(here.map(common), table).toEqual(there.map(common));
    }
    const schema = 'select name, sql from sqlite_schema order by name';
    expect(made.prepare(schema).all()).toEqual(usual.prepare(schema).all());
    made.close();
    usual.close();
  });

  it('is indexed beside it as the program does it', () => {
    const [made, usual] = [open(bulk, 'search.db'), open(ingested, 'search.db')];
    for (const db of [made, usual])
      db.prepare("insert into search (search) values ('integrity-check')").run();
    for (const same of [
      'select name, sql from sqlite_schema order by name',
      'select * from indexed order by stream_id',
      'select k, v from search_config order by k',
    ])
      expect(made.prepare(same).all()).toEqual(usual.prepare(same).all());
    made.close();
    usual.close();
  });

  it('opens in the program, counts right, is wholly indexed, and is found in like the other', async () => {
    const [made, usual] = [await openBenchStore(bulk), await openBenchStore(ingested)];
    try {
      expect(made.notices()).toEqual([]);
      const counted = (await made.listStreams()).map(({ title, count }) => [title, count]);
      expect(counted).toEqual([
        ['log', 2000],
        ['orders', 19_500],
        ['telemetry', 6000],
      ]);
      for (const text of ['"payment declined"', 'warehouse AND rerouted', 'eu-west', 'dev-77', 'zanzibar'])
        expect(await hitsOf(made, text)).toEqual(await hitsOf(usual, text));
      const { coverage } = await made.search({ text: 'x', mode: 'words', order: 'newest', limit: 1 });
      expect(coverage).toMatchObject({ stored: rows, indexed: rows });
    } finally {
      await made.close();
      await usual.close();
    }
  });

  it('takes more messages, and knows those again that it has', async () => {
    const store = await openBenchStore(bulk);
    try {
      const [batch] = madeUpBatches(10, seed, { orders: await idOf(store, 'orders'), telemetry: 0, log: 0 });
      if (batch === undefined) throw new Error('No batch was made.');
      expect(await append(store, frameBatchOf(batch.streamId, batch.messages, 0, 0))).toMatchObject({
        stored: 0,
        redelivered: 10,
      });
      expect(await append(store, frameBatchOf(batch.streamId, batch.messages, 19_500, rows))).toMatchObject({
        stored: 10,
        redelivered: 0,
        firstSeq: 1,
        lastSeq: 19_510,
      });
    } finally {
      await store.close();
    }
  });

  it('is the same, byte for byte, for the same seed', async () => {
    const again = join(folder, 'again');
    await makeHistory({ rows, folder: again, seed });
    const other = join(folder, 'other');
    await makeHistory({ rows, folder: other, seed: seed + 1 });
    const payloads = (home: string): unknown[] => {
      const db = open(home);
      const found = db.prepare('select payload, key, properties from message order by row_id').all();
      db.close();
      return found;
    };
    expect(payloads(again)).toEqual(payloads(ingested));
    expect(payloads(other)).not.toEqual(payloads(again));
  });

  async function ingest(home: string): Promise<void> {
    const streams = await makeStreams(home);
    const store = await openBenchStore(home);
    for (const { streamId, messages, first, before } of madeUpBatches(rows, seed, streams))
      await append(store, frameBatchOf(streamId, messages, first, before));
    for (;;) {
      const { coverage } = await store.search({ text: 'x', mode: 'words', order: 'newest', limit: 1 });
      if (coverage.indexed === coverage.stored) break;
    }
    await store.close();
  }
});

function open(folder: string, file = 'history.db'): Database.Database {
  return new Database(join(folder, file));
}

/** When a stream was first seen is this moment, and every history has an identity of its own. */
function common(row: unknown): unknown {
  const { name, ...rest }: { name?: unknown } = { ...Object(row), created_at: 0 };
  return name === 'identity' ? { name } : { name, ...rest };
}

async function hitsOf(store: Store, text: string): Promise<number[]> {
  const { hits } = await store.search({ text, mode: 'words', order: 'newest', limit: 1000 });
  return hits.map(({ rowId }) => rowId);
}

async function idOf(store: Store, title: string): Promise<number> {
  const stream = (await store.listStreams()).find((one) => one.title === title);
  if (stream === undefined) throw new Error(`There is no stream ${title}.`);
  return stream.streamId;
}
