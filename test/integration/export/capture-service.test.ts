import { readdirSync } from 'node:fs';
import { copyFile, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../../src/main/store/store-client.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { isCaptureConnection, type OpenCapture } from '../../../src/shared/contract/schemas/capture.ts';
import type { ExportRequest, TransferState } from '../../../src/shared/contract/schemas/transfer.ts';
import {
  makeFolder,
  removeFolder,
  startMain,
  type Main,
  importFile,
  openCapture,
} from '../services/harness.ts';
import { append, batchOf, frame, orders, threads } from '../store/frames.ts';
import { transferEnd } from './transfers.ts';

const rows = 100_000;
const together = 2_000;

// Each call may start a thread; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let main: Main;
let streamId: number;

const request = (change: Partial<ExportRequest> = {}): ExportRequest => ({
  scope: { kind: 'stream', streamId },
  format: 'capture',
  masking: null,
  note: '',
  ...change,
});

const openOwnStore = (): Promise<Store> =>
  openStore({ folder, ...threads, log: () => undefined, clock: Date });

/** Exports as a window does: a path is chosen, then the work is awaited. */
async function exported(name: string, wish: ExportRequest): Promise<TransferState> {
  main.choose(join(folder, name));
  const { path } = await main.call('export.choose', { format: wish.format, name: 'orders' });
  const { transferId } = await main.call('export.start', { request: wish, path: path ?? '' });
  return transferEnd(main, transferId);
}

const leftovers = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.part'));

beforeAll(async () => {
  folder = await makeFolder();
  const store = await openOwnStore();
  streamId = await orders(store);
  for (let from = 0; from < rows; from += together) {
    const frames = Array.from({ length: together }, (_, at) => {
      const entry = from + at;
      const payload = `{"orderId":${entry},"customer":{"email":"c${entry % 100}@example.com"},"note":"order ${entry}"}`;
      return frame({
        entry,
        payload,
        key: `k-${entry % 50}`,
        properties: { region: entry % 2 === 0 ? 'eu' : 'us' },
      });
    });
    await append(store, batchOf(streamId, frames, { at: 1_777_000_000_000 + from }));
  }
  await store.recordAcks({
    kind: 'ack-sent',
    session: 's',
    attempt: 1,
    at: 5,
    rowIds: [streamId * 2 ** 36 + 1],
  });
  await store.setMarks({ streamId, marks: [{ seq: 42, colour: 'red', comment: 'the first lost one' }] });
  await store.close();
  main = await startMain(folder);
}, 120_000);

afterAll(async () => {
  await main.stop();
  await removeFolder(folder);
});

describe('a stream handed over as a capture', () => {
  let capture: OpenCapture;

  it('is planned before it is written: how many messages, about how large', async () => {
    const plan = await main.call('export.plan', request());
    expect(plan).toMatchObject({ count: rows, isExact: true });
    const filtered = await main.call(
      'export.plan',
      request({ scope: { kind: 'filter', streamId, filter: 'key == "k-7"' } }),
    );
    expect(filtered).toMatchObject({ count: rows / 50, isExact: true });
  });

  it('is one finished file, with progress on the way and nothing left beside it', async () => {
    const state = await exported('incident.streamscope', request({ note: 'Orders lost at noon' }));
    expect(state).toMatchObject({ phase: 'done', written: rows, leftOut: 0, skipped: 0 });
    expect(leftovers()).toEqual([]);
    const plan = await main.call('export.plan', request());
    expect(state.bytes).toBeGreaterThan(plan.bytes / 2);
    expect(state.bytes).toBeLessThan(plan.bytes * 2);
    await main.pushed('transfer.changed', ({ phase, done }) => phase === 'running' && done > 0);
  }, 120_000);

  it('holds what was stored when it began, while more is being stored', async () => {
    main.choose(join(folder, 'meanwhile.jsonl'));
    const { path } = await main.call('export.choose', { format: 'jsonl', name: 'x' });
    const wish = request({ format: 'jsonl' });
    const { transferId } = await main.call('export.start', { request: wish, path: path ?? '' });
    const ended = transferEnd(main, transferId);
    const { transferId: importId } = await importFile(main, join(folder, 'incident.streamscope'));
    const imported = await transferEnd(main, importId);
    expect(imported).toMatchObject({ phase: 'done', written: rows, skipped: 0 });
    expect(await ended).toMatchObject({ phase: 'done', written: rows, skipped: 0 });
    const own = await main.call('history.streams', undefined);
    expect(own.map(({ connectionId, count }) => [connectionId, count])).toContainEqual([
      'import:incident.streamscope',
      rows,
    ]);
  });

  it('opens read-only with what it says of itself, and its checksum is found right', async () => {
    capture = await openCapture(main, join(folder, 'incident.streamscope'));
    expect(capture.manifest).toMatchObject({ count: rows, note: 'Orders lost at noon', masking: null });
    expect(capture.streams).toMatchObject([{ title: 'orders', count: rows, kind: 'capture' }]);
    expect(isCaptureConnection(capture.streams[0]?.connectionId ?? '')).toBe(true);
    const open = await main.pushed('captures.changed', ([first]) => first?.checksum !== 'checking');
    expect(open[0]?.checksum).toBe('right');
  }, 120_000);

  it('is read like any stored stream: rows, one message with its events, a time', async () => {
    const id = capture.streams[0]?.streamId ?? 0;
    const page = await main.call('history.rows', {
      view: { kind: 'stream', streamId: id },
      from: 99_990,
      count: 20,
    });
    expect(page.total).toBe(rows);
    expect(page.rows).toHaveLength(10);
    expect(page.rows.at(-1)).toMatchObject({ streamId: id, seq: rows });
    const first = await main.call('history.rows', {
      view: { kind: 'stream', streamId: id },
      from: 0,
      count: 1,
    });
    const rowId = first.rows[0]?.rowId ?? 0;
    expect(first.rows[0]).toMatchObject({ state: 'ack-sent' });
    const detail = await main.call('history.message', { rowId });
    expect(Buffer.from(detail.payload).toString()).toContain('"orderId":0');
    const events = await main.call('history.deliveries', { rowId });
    expect(events.map(({ kind }) => kind)).toEqual(['ack-sent', 'delivered']);
    const { position } = await main.call('history.positionAtTime', { streamId: id, at: 1_777_000_050_000 });
    expect(position).toBe(50_000);
  });

  it('is searched and filtered by itself, and never among the own history', async () => {
    const id = capture.streams[0]?.streamId ?? 0;
    const question = { text: '"order 77777"', mode: 'words', order: 'newest', limit: 10 } as const;
    const inside = await main.call('history.search', { ...question, streamId: id });
    expect(inside.hits).toMatchObject([{ streamId: id, seq: 77_778 }]);
    expect(inside.coverage).toMatchObject({ stored: rows, indexed: rows });
    const own = await main.call('history.search', question);
    expect(own.hits.map((hit) => hit.streamId)).toContain(streamId);
    expect(own.hits.map((hit) => hit.streamId)).not.toContain(id);
    let list = await main.call('history.openFilter', { streamId: id, filter: 'value.orderId == 4242' });
    while (list.left > 0) list = await main.call('history.fillFilter', { listId: list.listId, forMs: 40 });
    const page = await main.call('history.rows', {
      view: { kind: 'list', listId: list.listId },
      from: 0,
      count: 5,
    });
    expect(page.rows).toMatchObject([{ streamId: id, seq: 4_243 }]);
    const stored = await main.call('history.streams', undefined);
    expect(stored.some((stream) => stream.streamId === id)).toBe(false);
  }, 120_000);

  it('carries marks and comments', async () => {
    const id = capture.streams[0]?.streamId ?? 0;
    const marks = await main.call('marks.list', { streamId: id });
    expect(marks).toMatchObject([{ seq: 42, colour: 'red', comment: 'the first lost one', key: 'k-41' }]);
    const view = { kind: 'stream', streamId: id } as const;
    expect(await main.call('marks.near', { view, seq: 1, direction: 'next' })).toEqual({
      seq: 42,
      position: 41,
    });
  });

  it('cannot be changed', async () => {
    const id = capture.streams[0]?.streamId ?? 0;
    await expect(main.call('history.clear', { streamId: id, typedName: 'orders' })).rejects.toThrow(
      /read-only/,
    );
  });

  it('can be exported from again, a selection of it', async () => {
    const id = capture.streams[0]?.streamId ?? 0;
    const ranges = [
      { from: 5, to: 6 },
      { from: 100, to: 100 },
    ];
    const state = await exported(
      'part.jsonl',
      request({ scope: { kind: 'ranges', streamId: id, ranges }, format: 'jsonl' }),
    );
    expect(state.written).toBe(3);
    const lines = (await readFile(join(folder, 'part.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(JSON.parse(line).payload).orderId)).toEqual([4, 5, 99]);
  });

  it('is open again after a restart, under the same numbers', async () => {
    await main.stop();
    main = await startMain(folder);
    const [again] = await main.call('captures.list', undefined);
    expect(again?.streams[0]?.streamId).toBe(capture.streams[0]?.streamId);
    await main.call('captures.close', { captureId: capture.captureId });
    expect(await main.call('captures.list', undefined)).toEqual([]);
    await expect(
      main.call('history.message', { rowId: (again?.streams[0]?.streamId ?? 0) * 2 ** 36 + 1 }),
    ).rejects.toThrow(/closed/);
  }, 120_000);
});

describe('what may go wrong with an export', () => {
  it('is cancelled half-way, and no file is left behind', async () => {
    main.choose(join(folder, 'cancelled.streamscope'));
    const { path } = await main.call('export.choose', { format: 'capture', name: 'x' });
    const { transferId } = await main.call('export.start', { request: request(), path: path ?? '' });
    await main.pushed('transfer.changed', (state) => state.transferId === transferId && state.written > 0);
    await main.call('transfer.cancel', { transferId });
    const end = await transferEnd(main, transferId);
    expect(end.phase).toBe('cancelled');
    expect(end.written).toBeLessThan(rows);
    expect(readdirSync(folder).filter((name) => name.includes('cancelled'))).toEqual([]);
  }, 120_000);

  it('is refused beforehand when it would not fit on the disk', async () => {
    const small = await makeFolder();
    const other = await startMain(small, undefined, { freeBytes: () => Promise.resolve(10) });
    try {
      const { streamId: id } = await importedInto(other);
      other.choose(join(small, 'x.jsonl'));
      const { path } = await other.call('export.choose', { format: 'jsonl', name: 'x' });
      const wish = request({ scope: { kind: 'stream', streamId: id }, format: 'jsonl' });
      await expect(other.call('export.start', { request: wish, path: path ?? '' })).rejects.toThrow(
        /MiB are needed/,
      );
    } finally {
      await other.stop();
      await removeFolder(small);
    }
  }, 120_000);

  it('says so in words when the folder cannot be written', async () => {
    const missing = await exported('no-such-folder/x.jsonl', request({ format: 'jsonl' }));
    expect(missing).toMatchObject({ phase: 'failed', error: { code: 'FILE_FAILED' } });
    expect(missing.error?.message).toMatch(/folder/);
  });

  it('writes only where the person chose to', async () => {
    await expect(
      main.call('export.start', { request: request(), path: join(folder, 'history.db') }),
    ).rejects.toThrow(/Choose where/);
  });

  it('writes nothing over the history itself, chosen or not', async () => {
    main.choose(join(folder, 'history.db'));
    const { path } = await main.call('export.choose', { format: 'capture', name: 'x' });
    await expect(main.call('export.start', { request: request(), path: path ?? '' })).rejects.toThrow(
      /history of Streamscope itself/,
    );
  });
});

describe('a file that is no capture, or no honest one', () => {
  const honest = (): string => join(folder, 'incident.streamscope');
  const tampered = async (name: string, change: (db: Sqlite.Database) => void): Promise<string> => {
    const path = join(folder, `${name}.streamscope`);
    await copyFile(honest(), path);
    const db = new Sqlite(path);
    db.unsafeMode(true);
    change(db);
    db.close();
    return path;
  };

  it.each([
    ['text', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('is refused when it is %s', async (name, bytes) => {
    const path = join(folder, `${name}.streamscope`);
    await writeFile(path, bytes);
    await expect(openCapture(main, path)).rejects.toMatchObject({ code: 'FILE_FAILED' });
  });

  it('is refused when it is a history, or another program’s database', async () => {
    const path = join(folder, 'a-history.streamscope');
    await new Sqlite(join(folder, 'history.db'), { readonly: true }).backup(path);
    await expect(openCapture(main, path)).rejects.toThrow(/no Streamscope capture/);
  });

  it('is refused unread when it is the history that is open, by whatever name', async () => {
    const link = join(folder, 'link.streamscope');
    await symlink(join(folder, 'history.db'), link);
    for (const path of [join(folder, 'history.db'), link]) {
      await expect(openCapture(main, path)).rejects.toThrow(/history of Streamscope itself/);
      await expect(importFile(main, path)).rejects.toThrow(/history of Streamscope itself/);
    }
  });

  it('is not looked at when nobody chose it or dropped it', async () => {
    const path = honest();
    const other = join(folder, 'never-offered.streamscope');
    await copyFile(path, other);
    const words = /Choose this file, or drop it on the window/;
    await expect(main.call('captures.open', { path: other })).rejects.toThrow(words);
    await expect(main.call('import.start', { path: other })).rejects.toThrow(words);
    expect(await main.call('transfer.list', undefined)).not.toContainEqual(
      expect.objectContaining({ path: other }),
    );
  });

  it('is opened when it was chosen in a dialog', async () => {
    const path = join(folder, 'chosen.streamscope');
    await copyFile(honest(), path);
    main.choose(path);
    expect(await main.call('captures.choose', undefined)).toEqual({ path });
    const { captureId } = await main.call('captures.open', { path });
    await main.call('captures.close', { captureId });
  });

  it('is refused when a trigger, a view or another table is in it, or a column more', async () => {
    const changes: Record<string, string> = {
      trigger: 'create trigger t after insert on message begin select 1; end',
      view: 'create view v as select load_extension(1)',
      table: 'create table more (a)',
      column: "alter table stream add column more text generated always as ('x') virtual",
      index: 'create index more on message (abs(row_id))',
    };
    for (const [name, sql] of Object.entries(changes)) {
      const path = await tampered(name, (db) => db.exec(sql));
      await expect(openCapture(main, path), name).rejects.toThrow(/no capture has/);
    }
  }, 120_000);

  it('is refused when it comes from a newer program', async () => {
    const path = await tampered('newer', (db) => db.pragma('user_version = 9990'));
    await expect(openCapture(main, path)).rejects.toMatchObject({ code: 'STORE_NEWER_VERSION' });
  });

  it('is opened when a message in it was changed, and told to be wrong', async () => {
    const path = await tampered('changed', (db) =>
      db.exec(
        "update message set payload = cast('{}' as blob) where rowid = (select max(row_id) from message)",
      ),
    );
    const { captureId } = await openCapture(main, path);
    const open = await main.pushed('captures.changed', (all) =>
      all.some((one) => one.path === path && one.checksum !== 'checking'),
    );
    expect(open.find((one) => one.path === path)?.checksum).toBe('wrong');
    await main.call('captures.close', { captureId });
  }, 120_000);

  it('is never a crash, wherever it is damaged', async () => {
    const bytes = await readFile(honest());
    for (const share of [0.001, 0.3]) {
      const path = join(folder, 'damaged.streamscope');
      const copy = Buffer.from(bytes);
      copy.fill(0xa5, Math.floor(copy.length * share), Math.floor(copy.length * share) + 20_000);
      await writeFile(path, copy);
      const opened = await openCapture(main, path).catch((thrown: unknown) => thrown);
      if (opened instanceof Error)
        expect(opened).toMatchObject({ code: expect.stringMatching(/FILE_FAILED|STORE_DAMAGED/) });
      else await main.call('captures.close', { captureId: (opened as OpenCapture).captureId });
    }
  }, 120_000);
});

describe('masking on the way out', () => {
  it('takes named values out of payload and properties, and the capture says which', async () => {
    const masking = {
      fields: ['email', 'properties.region'],
      method: 'hash',
      otherPayloads: 'leave-out',
    } as const;
    const scope = { kind: 'time', streamId, from: 1_777_000_000_000, to: 1_777_000_000_199 } as const;
    const state = await exported(
      'masked.streamscope',
      request({ scope, masking: { ...masking, fields: [...masking.fields] } }),
    );
    expect(state).toMatchObject({ phase: 'done', written: 200, masked: 400, leftOut: 0 });
    const bytes = await readFile(join(folder, 'masked.streamscope'), 'latin1');
    expect(bytes).not.toContain('@example.com');
    const { manifest, captureId, streams } = await openCapture(main, join(folder, 'masked.streamscope'));
    expect(manifest.masking).toMatchObject({ fields: ['email', 'properties.region'], values: 400 });
    const { rows: shown } = await main.call('history.rows', {
      view: { kind: 'stream', streamId: streams[0]?.streamId ?? 0 },
      from: 0,
      count: 200,
    });
    // Equal values are equal still: customers repeat after a hundred.
    expect(shown[0]?.preview.replace(/\d+/g, '')).toContain('"email":"***');
    const emailOf = (at: number) => /"email":"(\*\*\*\w+)"/.exec(shown[at]?.preview ?? '')?.[1];
    expect(emailOf(0)).toBe(emailOf(100));
    expect(emailOf(0)).not.toBe(emailOf(1));
    await main.call('captures.close', { captureId });
  }, 120_000);
});

async function importedInto(other: Main): Promise<{ streamId: number }> {
  const { transferId } = await importFile(other, join(folder, 'part.jsonl'));
  const end = await other.pushed(
    'transfer.changed',
    (state) => state.transferId === transferId && state.phase !== 'running',
  );
  expect(end).toMatchObject({ phase: 'done', written: 3 });
  return { streamId: end.streamId ?? 0 };
}
