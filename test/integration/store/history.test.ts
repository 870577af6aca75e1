import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { append, batchOf, frame, messageIdText, orders, storeBench, type StoreBench } from './frames.ts';

describe('the history', () => {
  let bench: StoreBench;
  beforeEach(() => {
    bench = storeBench();
  });
  afterEach(() => bench.dispose());

  it('gives every new message a row and says what may be acked', async () => {
    const store = await bench.open();
    const streamId = await orders(store);
    const receipt = await append(
      store,
      batchOf(streamId, [frame({ entry: 1 }), frame({ entry: 2, key: 'k' })]),
    );
    expect(receipt).toMatchObject({
      received: 2,
      stored: 2,
      redelivered: 0,
      refused: [],
      firstSeq: 1,
      lastSeq: 2,
    });
    expect(receipt.acksDue).toEqual([messageIdText(7, 1), messageIdText(7, 2)]);
    expect(receipt.newest).toMatchObject({
      seq: 2,
      key: 'k',
      preview: '{"n":2}',
      state: 'seen',
      deliveries: 1,
    });
    const page = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 10 });
    expect(page.total).toBe(2);
    expect(page.rows.map((row) => row.seq)).toEqual([1, 2]);
    expect(page.rows[0]).toMatchObject({
      ledger: '7',
      entry: '1',
      partition: -1,
      batchIndex: -1,
      kind: 'json',
    });
  });

  it('keeps one row of a message delivered twice, and both deliveries', async () => {
    const store = await bench.open();
    const streamId = await orders(store);
    await append(store, batchOf(streamId, [frame({ entry: 1 }), frame({ entry: 2 })], { mode: 'consume' }));
    const again = await append(
      store,
      batchOf(streamId, [frame({ entry: 1 }), frame({ entry: 3 })], { mode: 'consume', attempt: 2 }),
    );
    expect(again).toMatchObject({ received: 2, stored: 1, redelivered: 1 });
    expect(again.acksDue).toHaveLength(2);
    const { rows } = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 10 });
    expect(rows.map((row) => [row.entry, row.deliveries, row.state])).toEqual([
      ['1', 2, 'unacked'],
      ['2', 1, 'unacked'],
      ['3', 1, 'unacked'],
    ]);
    const events = await store.deliveries(rows[0]?.rowId ?? 0);
    expect(events.map((event) => [event.kind, event.attempt])).toEqual([
      ['delivered', 1],
      ['redelivered', 2],
    ]);
  });

  it('counts frames it cannot store, keeps them as they came and goes on with the batch', async () => {
    const store = await bench.open();
    const streamId = await orders(store);
    const receipt = await append(
      store,
      batchOf(streamId, [
        'not json',
        frame({ entry: 1 }),
        '{"payload":"aGk="}',
        '{"messageId":"!!","payload":"aGk="}',
        '{"messageId":"CAMQADAA","payload":"a*k="}',
        '{"endOfTopic":true}',
        '{"type":"AUTH_CHALLENGE"}',
        '[1]',
      ]),
    );
    expect(receipt).toMatchObject({
      received: 6,
      stored: 1,
      control: { frames: 2, endOfTopic: true, unknown: 1 },
    });
    expect(receipt.refused).toEqual([
      { index: 0, code: 'FRAME_NOT_JSON' },
      { index: 2, code: 'FRAME_WITHOUT_ID' },
      { index: 3, code: 'FRAME_BAD_ID' },
      { index: 4, code: 'FRAME_BAD_PAYLOAD' },
      { index: 7, code: 'FRAME_NOT_JSON' },
    ]);
    const kept = await store.refusedFrames(streamId, 10);
    expect(kept.map((one) => Buffer.from(one.raw).toString())).toContain('not json');
    const stream = await store.stream(streamId);
    expect(stream).toMatchObject({ received: 6, stored: 1, redelivered: 0, refused: 5, control: 2 });
  });

  it('tells the timeline of a message: delivered, socket lost, acked', async () => {
    const store = await bench.open();
    const streamId = await orders(store);
    const at = 1_777_000_000_000;
    const { rowIds } = await append(store, batchOf(streamId, [frame({ entry: 1 })], { mode: 'consume', at }));
    const rowId = rowIds[0] ?? 0;
    await store.recordSocketLost({ streamId, session: 'session-1', attempt: 1, at: at + 5, detail: '1006' });
    await store.recordAcks({
      kind: 'ack-sent',
      session: 'session-1',
      attempt: 2,
      at: at + 9,
      rowIds: [rowId],
    });
    const events = await store.deliveries(rowId);
    expect(events.map((event) => [event.kind, event.at - at])).toEqual([
      ['delivered', 0],
      ['socket-lost', 5],
      ['ack-sent', 9],
    ]);
    expect((await store.message(rowId)).state).toBe('ack-sent');
  });

  it('keeps every field of a frame exactly', async () => {
    const store = await bench.open();
    const streamId = await orders(store);
    const payload = Buffer.from([0, 255, 254, 10, 13, 0xd8, 0]);
    const text =
      `{"messageId":"${messageIdText(9_007_199_254_740_993n, 2n ** 63n - 1n, 3, 4)}","payload":"${payload.toString('base64')}",` +
      '"properties":{"2":"b","1":"a","2":"c","\\u00e9":"\\ud83d\\ude00"},"publishTime":"2026-05-01T12:00:59.84+05:30",' +
      '"eventTime":"2016-08-30 16:45:57.785","redeliveryCount":3,"key":"\\u0000k","encryptionContext":{"n":1.00}}';
    const { rowIds } = await append(store, batchOf(streamId, [text]));
    const message = await store.message(rowIds[0] ?? 0);
    expect(Buffer.from(message.payload).equals(payload)).toBe(true);
    expect(message).toMatchObject({
      ledger: '9007199254740993',
      entry: '9223372036854775807',
      partition: 3,
      batchIndex: 4,
      properties: [
        ['2', 'b'],
        ['1', 'a'],
        ['2', 'c'],
        ['é', '😀'],
      ],
      propertiesCount: 4,
      publishTimeText: '2026-05-01T12:00:59.84+05:30',
      publishTime: Date.parse('2026-05-01T12:00:59.840+05:30'),
      eventTimeText: '2016-08-30 16:45:57.785',
      eventTime: null,
      brokerRedeliveries: 3,
      key: '\0k',
      extraFields: '{"encryptionContext":{"n":1.00}}',
    });
  });

  it('is there after closing and opening again, and knows what it has', async () => {
    const first = await bench.open();
    const streamId = await orders(first);
    await append(first, batchOf(streamId, [frame({ entry: 1 }), frame({ entry: 2 })]));
    await first.close();
    const second = await bench.open();
    const receipt = await append(
      second,
      batchOf(await orders(second), [frame({ entry: 2 }), frame({ entry: 3 })]),
    );
    expect(receipt).toMatchObject({ stored: 1, redelivered: 1, lastSeq: 3 });
    expect(await second.listStreams()).toHaveLength(1);
    expect((await second.resumePoint(streamId))?.messageId).toBe(messageIdText(7, 3));
  });

  it('forgets a cleared stream at once and takes its messages as new again', async () => {
    const store = await bench.open();
    const streamId = await orders(store);
    await append(store, batchOf(streamId, [frame({ entry: 1 }), frame({ entry: 2 })]));
    expect(await store.clearStream(streamId)).toMatchObject({ count: 0, removed: 2, stored: 2, bytes: 0 });
    const receipt = await append(store, batchOf(streamId, [frame({ entry: 2 })]));
    expect(receipt).toMatchObject({ stored: 1, redelivered: 0, firstSeq: 3, lastSeq: 3 });
    const page = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 10 });
    expect(page.rows.map((row) => row.entry)).toEqual(['2']);
  });

  it('marks what was published from here, whether the receipt or the message comes first', async () => {
    const store = await bench.open();
    const streamId = await orders(store);
    const publish = (entry: number) =>
      store.recordPublished({
        streamId,
        session: 's',
        context: String(entry),
        outcome: 'confirmed',
        messageId: messageIdText(7, entry),
        errorCode: null,
        errorText: null,
        sentAt: 1_777_000_000_000.5,
        tookMs: 1.5,
        key: null,
        properties: [['a', 'b']],
        payload: new Uint8Array([0, 255]),
        replayOf: null,
      });
    await publish(1);
    await append(
      store,
      batchOf(
        streamId,
        [1, 2, 3].map((entry) => frame({ entry })),
      ),
    );
    await publish(3);
    const { rows } = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 10 });
    expect(rows.map(({ state }) => state)).toEqual(['published', 'seen', 'published']);
    const [newest] = await store.publishedList({ streamId, limit: 1 });
    expect(newest).toMatchObject({ context: '3', tookMs: 1.5, properties: [['a', 'b']] });
    expect([...(newest?.payload ?? [])]).toEqual([0, 255]);
  });

  it('knows its own message that comes back only after a restart', async () => {
    const before = await bench.open();
    const streamId = await orders(before);
    const receipt = {
      streamId,
      session: 's',
      context: '1',
      errorCode: null,
      errorText: null,
      sentAt: 1_777_000_000_000,
      tookMs: 1,
      key: null,
      properties: [],
      payload: new Uint8Array([1]),
      replayOf: null,
    };
    await before.recordPublished({ ...receipt, outcome: 'confirmed', messageId: messageIdText(7, 1) });
    await before.recordPublished({ ...receipt, outcome: 'refused', messageId: null });
    await before.close();
    const store = await bench.open();
    await append(
      store,
      batchOf(
        streamId,
        [0, 1, 2].map((entry) => frame({ entry })),
      ),
    );
    const { rows } = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 10 });
    expect(rows.map(({ state }) => state)).toEqual(['seen', 'published', 'seen']);
  });

  it('resumes a replay after a crash without sending anything confirmed or doubtful again', async () => {
    const first = await bench.open();
    const job = await first.createReplayJob({ title: 't', plan: '{}', rowIds: [11, 12, 13, 14] });
    const step = (position: number, state: 'sent' | 'confirmed') =>
      first.recordReplaySteps(job.jobId, [{ position, state, messageId: null, errorText: null }]);
    await step(0, 'sent');
    await step(0, 'confirmed');
    await step(1, 'sent');
    // A late word never takes back a receipt.
    expect(await step(0, 'sent')).toMatchObject({ confirmed: 1 });
    await first.close();
    const second = await bench.open();
    expect(await second.replayJobs()).toMatchObject([
      { state: 'paused', total: 4, confirmed: 1, unknown: 1 },
    ]);
    const items = await second.replayItems(job.jobId, 0, 10);
    expect(items.map(({ state }) => state)).toEqual(['confirmed', 'unknown', 'pending', 'pending']);
  });

  it('answers with a code after it was closed', async () => {
    const store = await bench.open();
    await store.close();
    await expect(store.listStreams()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });
});
