import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionMode } from '../../../../../src/shared/domain/message-state.ts';
import { createAppender, type Appender } from '../../../../../src/main/store/worker/appender.ts';
import type { WritableDb } from '../../../../../src/main/store/worker/brands.ts';
import { openWritable } from '../../../../../src/main/store/worker/database.ts';
import { deliveryReads } from '../../../../../src/main/store/worker/queries/deliveries.ts';
import { messageReads } from '../../../../../src/main/store/worker/queries/messages.ts';
import { streamReads, streamWrites } from '../../../../../src/main/store/worker/queries/streams.ts';
import { rowIdOf } from '../../../../../src/shared/domain/row-id.ts';
import { batchOf, frame, messageIdText } from '../../../../integration/store/frames.ts';

describe('appending a batch', () => {
  let folder: string;
  let db: WritableDb;
  let streamId: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'streamscope-append-'));
    db = openWritable({
      sqlite: Database,
      folder,
      now: () => 0,
      notify: () => undefined,
      announceLongWork: () => undefined,
    });
    const identity = { connectionId: 'c', kind: 'gdn', fullName: 'persistent://t/n/s', title: 's' } as const;
    streamId = streamWrites(db, () => 0).ensure(identity).streamId;
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const counts = () => streamReads(db).one(streamId);

  it('stores nothing of a batch when the disk is full, and all of it once there is space', () => {
    const appender = createAppender(db);
    appender.append(batchOf(streamId, [frame({ entry: 0 })]));
    const large = batchOf(
      streamId,
      Array.from({ length: 40 }, (_, at) => frame({ entry: 1 + at, payload: Buffer.alloc(50_000, at) })),
    );
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 20}`);
    expect(() => appender.append(large)).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    expect(counts()).toMatchObject({ count: 1, received: 1 });
    db.pragma('max_page_count = 1000000');
    expect(appender.append(large)).toMatchObject({ stored: 40, redelivered: 0, firstSeq: 1, lastSeq: 41 });
    expect(counts()).toMatchObject({ count: 41, received: 41, stored: 41 });
  });

  it('finds the same message again in the same batch, and in whatever form its id comes', () => {
    const appender = createAppender(db);
    // Old servers leave out the batch size: other bytes, the same message (protocol D13).
    const receipt = appender.append(
      batchOf(
        streamId,
        [
          frame({ messageId: 'CAMQADAA' }),
          frame({ messageId: 'CAMQAA==' }),
          frame({ messageId: messageIdText(3, 1) }),
          frame({ messageId: 'CAMQADAA' }),
        ],
        { mode: 'consume' },
      ),
    );
    expect(receipt).toMatchObject({ received: 4, stored: 2, redelivered: 2 });
    expect(messageReads(db).detail(rowIdOf(streamId, 1))).toMatchObject({
      deliveries: 3,
      messageId: 'CAMQADAA',
    });
  });

  describe('that an observer had before', () => {
    const known = 'CAMQADAA';
    const shorterForm = 'CAMQAA==';
    const deliver = (appender: Appender, mode: SessionMode, messageId = known) =>
      appender.append(batchOf(streamId, [frame({ messageId })], { mode, session: mode }));
    const detail = () => messageReads(db).detail(rowIdOf(streamId, 1));
    const kinds = () =>
      deliveryReads(db)
        .of(rowIdOf(streamId, 1))
        .map(({ kind, session }) => `${kind} to ${session}`);

    it('comes to a consumer for the first time: unacked, under the consumer’s id, and no redelivery', () => {
      const appender = createAppender(db);
      deliver(appender, 'observe');
      expect(deliver(appender, 'consume', shorterForm)).toMatchObject({
        received: 1,
        stored: 0,
        redelivered: 1,
      });
      expect(detail()).toMatchObject({ state: 'unacked', deliveries: 1, messageId: shorterForm });
      deliver(appender, 'consume', shorterForm);
      expect(detail()).toMatchObject({ state: 'unacked', deliveries: 2 });
      expect(kinds()).toEqual([
        'delivered to observe',
        'also-delivered to consume',
        'redelivered to consume',
      ]);
      expect(counts()).toMatchObject({ received: 3, stored: 1, redelivered: 2 });
    });

    it('stays what a consumer made of it when an observer reads it after that', () => {
      const appender = createAppender(db);
      deliver(appender, 'consume');
      deliver(appender, 'observe', shorterForm);
      expect(detail()).toMatchObject({ state: 'unacked', deliveries: 1, messageId: known });
      expect(kinds()).toEqual(['delivered to consume', 'also-delivered to observe']);
    });

    it('counts as delivered once, however often observers read it', () => {
      const appender = createAppender(db);
      for (let time = 1; time <= 3; time += 1) deliver(appender, 'observe');
      expect(detail()).toMatchObject({ state: 'seen', deliveries: 1 });
      expect(counts()).toMatchObject({ received: 3, stored: 1, redelivered: 2 });
    });
  });

  it('takes messages of several partitions and out of order', () => {
    const appender = createAppender(db);
    const ids = [
      messageIdText(5, 9, 1),
      messageIdText(5, 2, 0),
      messageIdText(5, 1, 1),
      messageIdText(5, 2, 1),
    ];
    expect(
      appender.append(
        batchOf(
          streamId,
          ids.map((messageId) => frame({ messageId })),
        ),
      ),
    ).toMatchObject({ stored: 4 });
    expect(
      appender.append(
        batchOf(
          streamId,
          ids.map((messageId) => frame({ messageId })),
        ),
      ),
    ).toMatchObject({
      stored: 0,
      redelivered: 4,
    });
  });

  it('keeps the place of ids beyond 53 bits', () => {
    const appender = createAppender(db);
    const ledger = 2n ** 53n + 1n;
    const ids = [messageIdText(ledger, 1), messageIdText(ledger + 1n, 1), messageIdText(2n ** 64n - 1n, 1)];
    appender.append(
      batchOf(
        streamId,
        ids.map((messageId) => frame({ messageId })),
      ),
    );
    const fresh = createAppender(db);
    expect(
      fresh.append(
        batchOf(
          streamId,
          ids.map((messageId) => frame({ messageId })),
        ),
      ),
    ).toMatchObject({ redelivered: 3 });
    expect(messageReads(db).detail(rowIdOf(streamId, 1)).ledger).toBe('9007199254740993');
  });

  it('notes the socket of every delivery over batches and sockets', () => {
    const appender = createAppender(db);
    const append = (from: number, count: number, attempt: number) =>
      appender.append(
        batchOf(
          streamId,
          Array.from({ length: count }, (_, at) => frame({ entry: from + at })),
          { attempt },
        ),
      );
    append(0, 3000, 1);
    append(3000, 3000, 1);
    append(6000, 10, 2);
    const attemptOf = (seq: number) =>
      deliveryReads(db)
        .of(rowIdOf(streamId, seq))
        .map(({ kind, attempt }) => [kind, attempt]);
    for (const seq of [1, 3000, 3001, 4096, 4097, 6000]) expect(attemptOf(seq)).toEqual([['delivered', 1]]);
    expect(attemptOf(6001)).toEqual([['delivered', 2]]);
    expect(attemptOf(6011)).toEqual([]);
  });

  it('writes neighbours in blocks and whatever differs by itself, each exactly as it came', () => {
    const appender = createAppender(db);
    const count = 200;
    const wishOf = (entry: number) => ({
      entry,
      payload: entry === 100 ? Buffer.alloc(5000, 7) : `{"n":${entry}}`,
      key: `key ${entry}`,
      properties: { n: String(entry) },
      publishTime: `2026-05-01T12:00:00.${String(entry).padStart(3, '0')}Z`,
      // In the middle of a block, at its end, and behind it.
      ...([20, 63, 64, 81].includes(entry) ? { eventTime: '2026-05-01T11:00:00Z' } : {}),
      redeliveryCount: entry === 150 ? 3 : 0,
    });
    const wishes = Array.from({ length: count }, (_, entry) => wishOf(entry));
    // Received in the same millisecond, as a flood is.
    const receivedAt = new Float64Array(count).fill(1_777_000_000_000);
    const receipt = appender.append({ ...batchOf(streamId, wishes.map(frame)), receivedAt });
    expect(receipt).toMatchObject({ received: count, stored: count });
    const details = messageReads(db);
    wishes.forEach((wish, at) => {
      const stored = details.detail(rowIdOf(streamId, at + 1));
      expect(stored).toMatchObject({
        entry: String(wish.entry),
        key: wish.key,
        properties: [['n', String(at)]],
        publishTimeText: wish.publishTime,
        eventTimeText: wish.eventTime ?? null,
        brokerRedeliveries: wish.redeliveryCount,
        receivedAt: 1_777_000_000_000,
        size: Buffer.from(wish.payload).length,
      });
      expect(Buffer.from(wish.payload).equals(stored.payload)).toBe(true);
    });
  });

  it('gives back any payload, key and properties exactly, and counts what it took', () => {
    const appender = createAppender(db);
    const message = fc.record({
      payload: fc.uint8Array({ maxLength: 5000 }),
      key: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
      properties: fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), { maxKeys: 4 }),
    });
    let entry = 0;
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 20 }), (messages) => {
        const first = counts().lastSeq + 1;
        const frames = messages.map(({ payload, key, properties }) => {
          entry += 1;
          return frame({ entry, payload, properties, ...(key === undefined ? {} : { key }) });
        });
        const receipt = appender.append(batchOf(streamId, frames));
        expect(receipt.received).toBe(messages.length);
        messages.forEach(({ payload, key, properties }, at) => {
          const stored = messageReads(db).detail(rowIdOf(streamId, first + at));
          expect(Buffer.from(stored.payload).equals(payload)).toBe(true);
          expect(stored.size).toBe(payload.length);
          expect(stored.key).toBe(key ?? null);
          expect(stored.properties).toEqual(Object.entries(JSON.parse(JSON.stringify(properties))));
        });
        const { received, stored, redelivered, refused, bytes } = counts();
        expect(received).toBe(stored + redelivered + refused);
        expect(bytes).toBe(db.prepare('select sum(size) from message').pluck().get());
      }),
      { numRuns: 60 },
    );
  });
});
