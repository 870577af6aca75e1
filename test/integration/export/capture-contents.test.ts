import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../../src/main/store/store-client.ts';
import type { OpenCapture } from '../../../src/shared/contract/schemas/capture.ts';
import { rowIdOf } from '../../../src/shared/domain/row-id.ts';
import { makeFolder, removeFolder, startMain, type Main, openCapture } from '../services/harness.ts';
import { append, batchOf, frame, orders, threads } from '../store/frames.ts';

vi.setConfig({ testTimeout: 60_000 });

const startAt = 1_777_000_000_000;
const rows = 300;
const payloadOf = (entry: number): string => `{"n":${entry},"pad":"${'x'.repeat(400)}"}`;
/** Seqs 101 to 200 are exported: in the capture they are 1 to 100. */
const chosen = { from: 101, to: 200 };
const at = (seqInCapture: number): number => seqInCapture + chosen.from - 1;

let folder: string;
let main: Main;
let path: string;
let capture: OpenCapture;
let streamId: number;

beforeAll(async () => {
  folder = await makeFolder();
  const store = await openStore({ folder, ...threads, log: () => undefined, clock: Date });
  streamId = await orders(store);
  const frames = Array.from({ length: rows }, (_, entry) => frame({ entry, payload: payloadOf(entry) }));
  await append(store, batchOf(streamId, frames, { at: startAt, mode: 'consume' }));
  const session = { session: 'session-1', attempt: 1 } as const;
  const rowIds = (...seqs: number[]): number[] => seqs.map((seq) => rowIdOf(streamId, seq));
  await store.recordAcks({
    kind: 'nack-sent',
    ...session,
    at: startAt + 400,
    rowIds: rowIds(at(3), at(250)),
  });
  await store.recordSocketLost({ streamId, ...session, at: startAt + 450, detail: '1006, network reset' });
  await append(
    store,
    batchOf(streamId, [frame({ entry: at(3) - 1, redeliveryCount: 1, payload: payloadOf(at(3) - 1) })], {
      at: startAt + 500,
      attempt: 2,
      mode: 'consume',
    }),
  );
  await store.recordAcks({
    kind: 'ack-sent',
    session: 'session-1',
    attempt: 2,
    at: startAt + 600,
    rowIds: rowIds(at(3)),
  });
  await store.setMarks({
    streamId,
    marks: [
      { seq: at(7), colour: 'red', comment: 'lost at noon' },
      { seq: 20, colour: 'green', comment: 'not among the chosen' },
    ],
  });
  await store.close();

  main = await startMain(folder);
  path = join(folder, 'incident.streamscope');
  main.choose(path);
  await main.call('export.choose', { format: 'capture', name: 'orders' });
  const scope = { kind: 'ranges' as const, streamId, ranges: [chosen] };
  const request = { scope, format: 'capture' as const, masking: null, note: 'Orders lost at noon' };
  const { transferId } = await main.call('export.start', { request, path });
  await main.pushed('transfer.changed', (state) => state.transferId === transferId && state.phase === 'done');
  capture = await openCapture(main, path);
});
afterAll(async () => {
  await main.stop();
  await removeFolder(folder);
});

const captured = (): number => capture.streams[0]?.streamId ?? 0;
const eventsOf = (seq: number) => main.call('history.deliveries', { rowId: rowIdOf(captured(), seq) });

/** Opens the file and waits for what its checksum is found to be. */
async function verdictOn(file: string): Promise<OpenCapture['checksum']> {
  const opened = await openCapture(main, file);
  const all = await main.pushed('captures.changed', (captures) =>
    captures.some((one) => one.path === file && one.checksum !== 'checking'),
  );
  await main.call('captures.close', { captureId: opened.captureId });
  return all.find((one) => one.path === file)?.checksum ?? 'checking';
}

function changed(name: string, change: (db: Database.Database) => void): string {
  const copy = join(folder, `${name}.streamscope`);
  copyFileSync(path, copy);
  const db = new Database(copy);
  // Each copy is a capture of its own, so that the honest one can be open beside it.
  db.prepare("update capture set manifest = json_set(manifest, '$.captureId', ?)").run(`changed-${name}`);
  change(db);
  db.close();
  return copy;
}

describe('a capture', () => {
  it('says by whom, when, from where and what it holds, with times and counts', () => {
    const { manifest } = capture;
    expect(manifest).toMatchObject({
      format: 1,
      producer: expect.stringMatching(/^Streamscope \d+\.\d+\.\d+/),
      scope: '100 selected messages',
      note: 'Orders lost at noon',
      streams: [{ title: 'orders', count: 100 }],
      count: 100,
      bytes: Array.from({ length: 100 }, (_, index) => payloadOf(at(index + 1) - 1).length).reduce(
        (sum, size) => sum + size,
      ),
      firstAt: startAt + 100,
      lastAt: startAt + 199,
      masking: null,
      checksum: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect(manifest.source).not.toBe('');
    expect(Math.abs(Date.now() - manifest.createdAt)).toBeLessThan(600_000);
    const db = new Database(path, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBeGreaterThan(0);
    db.close();
  });

  it('holds what happened to each message, moved to where it is now, and to no other', async () => {
    expect((await eventsOf(3)).map(({ kind, attempt, at: when }) => [kind, attempt, when - startAt])).toEqual(
      (await main.call('history.deliveries', { rowId: rowIdOf(streamId, at(3)) })).map(
        ({ kind, attempt, at: when }) => [kind, attempt, when - startAt],
      ),
    );
    const kinds = (await eventsOf(3)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['delivered', 'nack-sent', 'redelivered', 'ack-sent']));
    expect((await eventsOf(4)).map(({ kind }) => kind)).not.toContain('nack-sent');
    const view = { kind: 'stream', streamId: captured() } as const;
    const { rows: shown } = await main.call('history.rows', { view, from: 2, count: 2 });
    expect(shown).toMatchObject([
      { seq: 3, deliveries: 2, state: 'ack-sent' },
      { seq: 4, deliveries: 1 },
    ]);
  });

  it('holds the loss of the socket that explains why a message came again', async () => {
    const losses = (await eventsOf(3)).filter(({ kind }) => kind === 'socket-lost');
    expect(losses).toMatchObject([{ detail: '1006, network reset' }]);
  });

  it('holds marks and comments of its messages, and of no others', async () => {
    const marks = await main.call('marks.list', { streamId: captured() });
    expect(marks).toMatchObject([{ seq: 7, colour: 'red', comment: 'lost at noon' }]);
  });

  it('has a checksum that anybody can make again from its rows', () => {
    const db = new Database(path, { readonly: true });
    const hash = createHash('sha256');
    const all = db
      .prepare<[], { payload: Buffer }>(
        `select row_id, cast(ledger as text) as ledger, cast(entry as text) as entry, partition, batch_index,
           message_id, publish_time, publish_form, event_time, event_form, received_at, key, properties, extra,
           length(payload) as size, payload
         from message order by row_id`,
      )
      .all();
    for (const { payload, ...fields } of all) {
      hash.update(JSON.stringify(Object.values(fields)));
      hash.update(payload);
    }
    db.close();
    expect(capture.manifest.checksum).toBe(`sha256:${hash.digest('hex')}`);
  });
});

describe('a capture whose messages are not those that were written', () => {
  it('is found right when nothing was changed but its name', async () => {
    expect(await verdictOn(changed('untouched', () => undefined))).toBe('right');
  });

  it.each([
    ['payload', "update message set payload = cast('{}' as blob) where entry = 150"],
    ['key', "update message set key = 'another' where entry = 150"],
    ['time', 'update message set received_at = received_at + 1 where entry = 150'],
    [
      'checksum',
      `update capture set manifest = json_set(manifest, '$.checksum', 'sha256:${'0'.repeat(64)}')`,
    ],
  ])('is told to be wrong when a %s was changed', async (name, sql) => {
    expect(await verdictOn(changed(name, (db) => db.exec(sql)))).toBe('wrong');
  });

  it('is told to be wrong when bytes of a message were damaged, and the others are read', async () => {
    const file = changed('damaged', () => undefined);
    const bytes = readFileSync(file);
    const place = bytes.indexOf(`{"n":150,`);
    expect(place).toBeGreaterThan(0);
    bytes.fill(0xa5, place, place + 40);
    writeFileSync(file, bytes);
    expect(await verdictOn(file)).toBe('wrong');
  });

  it('is told to be wrong when a whole page of messages was damaged', async () => {
    const file = changed('torn', () => undefined);
    const bytes = readFileSync(file);
    const page = Math.floor(bytes.indexOf(`{"n":150,`) / 8_192) * 8_192;
    bytes.fill(0xa5, page, page + 8_192);
    writeFileSync(file, bytes);
    expect(await verdictOn(file)).toBe('wrong');
  });

  it('is not opened, in words, when a message is missing from what it says it holds', async () => {
    const file = changed('fewer', (db) => {
      db.exec('update stream set next_seq = next_seq - 1');
    });
    await expect(openCapture(main, file)).rejects.toMatchObject({
      code: 'FILE_FAILED',
      message: 'This capture does not hold what it says. It was not opened.',
    });
  });

  it('is not opened, in words, when it is cut short', async () => {
    const file = changed('cut', () => undefined);
    writeFileSync(file, readFileSync(file).subarray(0, 20_000));
    await expect(openCapture(main, file)).rejects.toMatchObject({
      code: 'FILE_FAILED',
      message: expect.stringMatching(/damaged and was not opened. Ask for the file again/),
    });
  });
});
