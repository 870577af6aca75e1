/** Makes a history of any size the way ingest does, with its index brought up, straight into the file. */
import { mkdirSync } from 'node:fs';
import { createAppender } from '../../src/main/store/worker/appender.ts';
import { openWritable } from '../../src/main/store/worker/database.ts';
import { loadSqlite } from '../../src/main/store/worker/native-addon.ts';
import { streamWrites } from '../../src/main/store/worker/queries/streams.ts';
import { createSearchIndexer } from '../../src/main/store/worker/search-indexer.ts';
import type { FrameBatch } from '../../src/main/store/store.ts';
import { madeUpLogLine, madeUpOrder, madeUpTelemetry, type MadeUpMessage } from './made-up-messages.ts';
import { createRandom } from './random.ts';

export interface HistoryWish {
  readonly rows: number;
  readonly folder: string;
  readonly seed: number;
  readonly onMessage?: (message: MadeUpMessage) => void;
  readonly onProgress?: (done: number) => void;
}

export interface MadeHistory {
  readonly rows: number;
  /** Orders are six of ten messages, telemetry three, log lines one. */
  readonly ordersId: number;
}

const batchRows = 2000;
const startedAt = 1_777_000_000_000;

export async function makeHistory(wish: HistoryWish): Promise<MadeHistory> {
  mkdirSync(wish.folder, { recursive: true });
  const db = openWritable({
    sqlite: await loadSqlite(),
    folder: wish.folder,
    now: () => startedAt,
    notify: () => undefined,
    announceLongWork: () => undefined,
  });
  const streams = streamWrites(db, () => startedAt);
  const ensure = (title: string): number =>
    streams.ensure({
      connectionId: 'generated',
      kind: 'gdn',
      fullName: `persistent://generated/c8local._system/c8locals.${title}`,
      title,
    }).streamId;
  const shares = [
    { streamId: ensure('orders'), share: 6, make: madeUpOrder },
    { streamId: ensure('telemetry'), share: 3, make: madeUpTelemetry },
    { streamId: ensure('log'), share: 1, make: madeUpLogLine },
  ];
  const appender = createAppender(db);
  const indexer = createSearchIndexer(db);
  const random = createRandom(wish.seed);
  const made = shares.map(() => 0);
  let done = 0;
  while (done < wish.rows) {
    for (const [at, { streamId, share, make }] of shares.entries()) {
      for (let turn = 0; turn < share && done < wish.rows; turn += 1) {
        const count = Math.min(batchRows, wish.rows - done);
        const first = made[at] ?? 0;
        const messages = Array.from({ length: count }, (_, index) => make(random, first + index));
        if (wish.onMessage !== undefined) messages.forEach(wish.onMessage);
        appender.append(batchOf(streamId, messages, first, done));
        made[at] = first + count;
        done += count;
      }
    }
    while (indexer.advance());
    wish.onProgress?.(done);
  }
  db.pragma('wal_checkpoint(truncate)');
  db.close();
  return { rows: done, ordersId: shares[0]?.streamId ?? 0 };
}

function batchOf(
  streamId: number,
  messages: readonly MadeUpMessage[],
  first: number,
  before: number,
): FrameBatch {
  let time = { at: 0, text: '' };
  const texts = messages.map(({ payload, key, properties }, index) => {
    const keyField = key === '' ? '' : `,"key":"${key}"`;
    const at = timeOf(before + index);
    if (at !== time.at) time = { at, text: new Date(at).toISOString() };
    return (
      `{"messageId":"${idText(first + index)}","payload":"${Buffer.from(payload).toString('base64')}",` +
      `"properties":${properties},"publishTime":"${time.text}","redeliveryCount":0${keyField}}`
    );
  });
  const offsets = new Uint32Array(texts.length + 1);
  texts.forEach((text, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + text.length;
  });
  const frames = new Uint8Array(Buffer.from(texts.join('')));
  const receivedAt = new Float64Array(texts.length).map((_, index) => timeOf(before + index));
  return {
    streamId,
    session: 'generated',
    attempt: 1,
    mode: 'observe',
    frames: frames.buffer,
    offsets,
    receivedAt,
  };
}

/** Fifty messages a millisecond, as a flood brings them. */
function timeOf(number: number): number {
  return startedAt + Math.floor(number / 50);
}

/** Ledgers of 50,000 entries, as brokers roll them. */
function idText(entry: number): string {
  return Buffer.from([
    8,
    ...varint(1000 + Math.floor(entry / 50_000)),
    16,
    ...varint(entry % 50_000),
    48,
    0,
  ]).toString('base64');
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}
