/**
 * Messages out of a history and in again: as a capture, JSON lines and CSV, and a capture's import, in rows a second.
 * Against what the same disk and thread do with the least that could be called the same work: SQLite copying the file, a
 * loop of `JSON.stringify` over the same rows, SQLite inserting them into another file.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ExportFormat } from '../../src/shared/contract/schemas/transfer.ts';
import { exportTo, importFrom } from '../integration/export/export-bench.ts';
import { limitMetric, printTable, ratioMetric, type Bench, type Metric } from './bench.ts';
import { historyOf } from './history-cache.ts';
import { openBenchStore } from './store-urls.ts';
import { watchMemory, type MemoryWatch } from './watch-memory.ts';

/** Of the bare work; the file copied whole is spared parsing and the making of its index. */
const goals = { capture: 0.05, jsonl: 0.5, csv: 0.4, import: 0.1 } as const;
/** Memory in the second half of an export against the first: what was written is not held. */
const mostGrowth = 1.1;
/** What an import may hold besides, with the threads that it starts and stores with, however long the file is. */
const mostImportMebibytes = 200;
const loopCharacters = 1_048_576;

export const exporting: Bench = async ({ quick }) => {
  const { folder, rows, ordersId } = await historyOf(quick ? 200_000 : 1_000_000);
  const out = await mkdtemp(join(tmpdir(), 'streamscope-export-'));
  const file = join(folder, 'history.db');
  try {
    const copied = await rate('copy', () => copyWhole(folder, out, rows));
    const stringified = await rate('loop', () => stringifyLoop(file, ordersId, join(out, 'loop.jsonl')));
    const inserted = await rate('insert', () => insertAll(file, ordersId, join(out, 'insert.db')));

    const exported = (format: ExportFormat) =>
      rate(format, async () => {
        const scope = { kind: 'stream', streamId: ordersId } as const;
        const { counts } = await exportTo(folder, { scope, format, path: join(out, `orders.${format}`) });
        return counts.written;
      });
    const jsonl = await exported('jsonl');
    const csv = await exported('csv');
    const capture = await exported('capture');
    const imported = await rate('import', () => importAll(out, join(out, 'orders.capture')));

    printTable(
      ['transfer', 'rows/s', 'bare rows/s', 'MiB more', 'second half'],
      [
        ['capture', capture, copied] as const,
        ['jsonl', jsonl, stringified] as const,
        ['csv', csv, stringified] as const,
        ['import of the capture', imported, inserted] as const,
      ].map(([name, own, bare]) => [
        name,
        Math.round(own.perSecond).toLocaleString('en'),
        Math.round(bare.perSecond).toLocaleString('en'),
        own.memory.rise.toFixed(0),
        own.memory.growth.toFixed(3),
      ]),
    );
    const against = (own: Measured, bare: Measured, goal: number): Metric =>
      ratioMetric(own.perSecond, bare.perSecond, 'rows/s', goal);
    return {
      capture: against(capture, copied, goals.capture),
      jsonl: against(jsonl, stringified, goals.jsonl),
      csv: against(csv, stringified, goals.csv),
      import: against(imported, inserted, goals.import),
      memory: limitMetric(
        Math.max(...[jsonl, csv, capture].map(({ memory }) => memory.growth)),
        mostGrowth,
        '×',
      ),
      importMemory: limitMetric(imported.memory.rise, mostImportMebibytes, 'MiB'),
    };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};

interface Measured {
  readonly perSecond: number;
  readonly memory: MemoryWatch;
}

/** @param work returns how many rows it was about */
async function rate(name: string, work: () => number | Promise<number>): Promise<Measured> {
  const memory = watchMemory();
  const started = performance.now();
  const rows = await work();
  const seconds = (performance.now() - started) / 1000;
  const held = memory.stop();
  if (rows === 0) throw new Error(`${name} was about no row`);
  return { perSecond: rows / seconds, memory: held };
}

/** The messages and their index, which a capture holds in one file. */
function copyWhole(folder: string, out: string, rows: number): number {
  for (const name of ['history.db', 'search.db']) {
    const db = new Database(join(folder, name), { readonly: true });
    db.prepare('vacuum into ?').run(join(out, `copy-${name}`));
    db.close();
  }
  return rows;
}

/** What everybody would write who needs lines of JSON once. */
function stringifyLoop(file: string, streamId: number, target: string): number {
  const db = new Database(file, { readonly: true });
  const out = openSync(target, 'w');
  let rows = 0;
  let text = '';
  const select = db.prepare<[number], Record<string, unknown>>(
    'select * from message where stream_id = ? order by row_id',
  );
  for (const { payload, ...row } of select.iterate(streamId)) {
    text += `${JSON.stringify({ ...row, payload: String(payload) })}\n`;
    rows += 1;
    if (text.length < loopCharacters) continue;
    writeSync(out, text);
    text = '';
  }
  writeSync(out, text);
  closeSync(out);
  db.close();
  return rows;
}

/** The rows with the index that tells one message from another, and nothing else. */
function insertAll(file: string, streamId: number, target: string): number {
  const db = new Database(target);
  db.pragma('journal_mode = wal');
  db.prepare('attach ? as source').run(file);
  const schema: unknown = db
    .prepare("select sql from source.sqlite_master where name = 'message'")
    .pluck()
    .get();
  db.exec(String(schema));
  db.exec(
    'create unique index message_identity on message (stream_id, partition, ledger, entry, batch_index)',
  );
  const { changes } = db
    .prepare('insert into message select * from source.message where stream_id = ?')
    .run(streamId);
  db.close();
  return changes;
}

async function importAll(folder: string, path: string): Promise<number> {
  const store = await openBenchStore(join(folder, 'imported'));
  try {
    const { stored } = await importFrom(store, folder, path);
    return stored;
  } finally {
    await store.close();
  }
}
