import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { texts } from '../scenarios/payload.ts';
import { said, sendAll, until } from './client.ts';
import type { ProductCase } from './product-case.ts';

/** Long enough for what should not come to come. */
const SILENCE_MS = 800;

/** Sockets that nothing happens to (protocol D4 to D9). */
export const socketCases: readonly ProductCase[] = [
  {
    name: 'producer, consumer and reader pass a message on whole, with its receipt',
    async run(client) {
      const stream = client.stream();
      const { heard } = client.consumer(stream, 'audit');
      const { heard: observed } = client.reader(stream, 'latest');
      await until('both to open', () => heard.opens === 1 && observed.opens === 1);
      const producer = await client.producer(stream);
      const receipt = await producer.send({
        payload: new TextEncoder().encode('grüße 🐟'),
        key: 'k-1',
        properties: [['region', 'eu']],
        eventTime: 1_700_000_000_500,
      });
      await until('the message', () => heard.frames.length === 1 && observed.frames.length === 1);
      for (const { frames } of [heard, observed]) {
        assert.equal(frames[0]?.messageId, receipt.messageId);
        assert.equal(frames[0].key, 'k-1');
        assert.deepEqual(frames[0].properties, { region: 'eu' });
        assert.equal(Date.parse(frames[0].eventTime ?? ''), 1_700_000_000_500);
      }
      assert.deepEqual([heard.texts, observed.texts], [['grüße 🐟'], ['grüße 🐟']]);
    },
  },
  {
    name: 'reader carries two thousand messages past its window, in order, each once',
    async run(client) {
      const stream = client.stream();
      const { heard } = client.reader(stream, 'latest');
      await until('the reader to open', () => heard.opens === 1);
      const producer = await client.producer(stream);
      const all = texts(2_000);
      const receipts: Promise<{ messageId: string }>[] = [];
      for (const text of all) {
        await producer.whenWritable();
        receipts.push(producer.send(said(text)));
      }
      const ids = (await Promise.all(receipts)).map(({ messageId }) => messageId);
      await until('all messages', () => heard.frames.length >= all.length);
      assert.deepEqual(heard.texts, all);
      // Receipts come in order, each for its own message.
      assert.deepEqual(heard.ids, ids);
    },
  },
  {
    name: 'consumer stalls at its window, says so, and goes on with acks',
    async run(client) {
      const stream = client.stream();
      const { consumer, heard } = client.consumer(stream, 'audit', { type: 'Shared', receiverQueueSize: 3 });
      await until('the consumer to open', () => heard.opens === 1);
      await sendAll(await client.producer(stream), texts(7));
      await until('a window of messages', () => heard.frames.length === 3);
      await delay(SILENCE_MS);
      assert.equal(heard.frames.length, 3);
      assert.equal(consumer.flow.inFlight, 3);
      assert.ok(consumer.flow.stalledSince !== undefined);
      consumer.acknowledge(heard.ids.slice(0, 2));
      await until('two more', () => heard.frames.length === 5);
      assert.equal(consumer.flow.inFlight, 3);
      consumer.acknowledge(heard.ids.slice(2));
      await until('the rest', () => heard.frames.length === 7);
      assert.equal(consumer.flow.stalledSince, undefined);
      consumer.acknowledge(heard.ids.slice(5));
      await until(
        'the backlog to end',
        async () => (await client.backlog({ stream, subscription: 'audit' })) === 0,
      );
    },
  },
  {
    name: 'consumer in pull mode gets as many messages as it permits',
    async run(client) {
      const stream = client.stream();
      const { consumer, heard } = client.consumer(stream, 'audit', { type: 'Shared', pullMode: true });
      await until('the consumer to open', () => heard.opens === 1);
      await sendAll(await client.producer(stream), texts(6));
      await delay(SILENCE_MS);
      assert.equal(heard.frames.length, 0);
      consumer.permit(2);
      await until('two messages', () => heard.frames.length === 2);
      assert.equal(consumer.flow.permits, 0);
      consumer.acknowledge(heard.ids);
      await delay(SILENCE_MS);
      assert.equal(heard.frames.length, 2);
      consumer.permit(10);
      await until('the rest', () => heard.frames.length === 6);
      assert.equal(consumer.flow.permits, 6);
    },
  },
  {
    name: 'consumer gets a negatively acknowledged message again, counted',
    async run(client) {
      const stream = client.stream();
      const options = { type: 'Shared', negativeAckRedeliveryDelayMs: 200 } as const;
      const { consumer, heard } = client.consumer(stream, 'audit', options);
      await until('the consumer to open', () => heard.opens === 1);
      await sendAll(await client.producer(stream), texts(3));
      await until('the messages', () => heard.frames.length === 3);
      consumer.acknowledge([heard.ids[0] ?? '', heard.ids[2] ?? '']);
      consumer.negativeAcknowledge([heard.ids[1] ?? '']);
      await until('the message again', () => heard.frames.length === 4);
      assert.equal(heard.texts[3], 'message-1');
      assert.equal(heard.frames[3]?.redeliveryCount, 1);
      consumer.acknowledge([heard.ids[3] ?? '']);
      await until(
        'the backlog to end',
        async () => (await client.backlog({ stream, subscription: 'audit' })) === 0,
      );
    },
  },
  {
    name: 'second Exclusive consumer is told that the subscription is busy, and does not try again',
    async run(client) {
      const stream = client.stream();
      const { heard } = client.consumer(stream, 'audit');
      await until('the first to open', () => heard.opens === 1);
      const { consumer, heard: second } = client.consumer(stream, 'audit');
      await until('the second to fail', () => second.failed.length === 1);
      assert.equal(second.failed[0]?.code, 'SUBSCRIPTION_BUSY');
      assert.equal(consumer.status.phase, 'failed');
      const { heard: other } = client.consumer(stream, 'audit', { type: 'Shared' });
      await until('another type to fail', () => other.failed.length === 1);
      assert.equal(other.failed[0]?.code, 'SUBSCRIPTION_BUSY');
    },
  },
  {
    name: 'producer of a name in use is told so',
    async run(client) {
      const stream = client.stream();
      await client.producer(stream, { producerName: 'only-one' });
      await assert.rejects(client.producer(stream, { producerName: 'only-one' }), /SERVICE_CONFLICT/);
    },
  },
  {
    name: 'producer refuses a frame over the limit before it is sent, and goes on',
    async run(client) {
      const producer = await client.producer(client.stream());
      const big = { payload: new Uint8Array(1024 * 1024), properties: [] };
      await assert.rejects(producer.send(big), { code: 'FRAME_TOO_LARGE' });
      assert.match((await producer.send(said('small'))).messageIdText, /^\d+:0$/);
    },
  },
  {
    name: 'producer, consumer and reader see the end of a terminated stream',
    async run(client) {
      const stream = client.stream();
      const { consumer, heard } = client.consumer(stream, 'audit');
      const { reader, heard: observed } = client.reader(stream, 'latest');
      await until('both to open', () => heard.opens === 1 && observed.opens === 1);
      const producer = await client.producer(stream);
      await sendAll(producer, texts(1));
      await until('the message', () => heard.frames.length === 1 && observed.frames.length === 1);
      consumer.askEndOfTopic();
      await until('an answer', () => heard.endOfTopic.length === 1);
      assert.equal(heard.endOfTopic[0], false);
      await client.cursors.terminate({ reach: 'stream', stream });
      consumer.acknowledge(heard.ids);
      await until('the end at the consumer', async () => {
        consumer.askEndOfTopic();
        await delay(100);
        return heard.endOfTopic.includes(true);
      });
      await until('the end at the reader', async () => {
        reader.askEndOfTopic();
        await delay(100);
        return observed.endOfTopic.includes(true);
      });
      await assert.rejects(producer.send(said('too late')), { code: 'SEND_REFUSED' });
    },
  },
];
