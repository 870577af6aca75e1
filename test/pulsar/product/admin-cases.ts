import assert from 'node:assert/strict';
import { testPulsarConnection } from '../../../src/main/pulsar/connection-test.ts';
import type { Position } from '../../../src/main/stream-admin/cursor-admin.ts';
import { createHttpTransport } from '../../../src/main/stream-admin/http-transport.ts';
import { createNetworkProbes } from '../../../src/main/stream-admin/network-probes.ts';
import type { SubscriptionReach } from '../../../src/main/stream-admin/reach.ts';
import type { TestStageResult } from '../../../src/shared/contract/schemas/connection.ts';
import { decodeMessageId } from '../../../src/shared/domain/message-id.ts';
import { texts } from '../scenarios/payload.ts';
import { clock, NAMESPACE, openWebSocket, said, sendAll, until, type ProductClient } from './client.ts';
import type { ProductCase } from './product-case.ts';

/** The admin client (protocol E). */
export const adminCases: readonly ProductCase[] = [
  {
    name: 'connection test passes stage by stage',
    async run(client) {
      await client.producer(client.stream());
      const told: TestStageResult[] = [];
      const stages = await testPulsarConnection({
        adminUrl: client.target.adminUrl,
        webSocketUrl: client.target.webSocketUrl,
        tenant: 'public',
        namespace: 'default',
        credentials: { method: 'none' },
        readSecret: () => Promise.resolve(''),
        transport: createHttpTransport({ clock }),
        probes: createNetworkProbes(clock, 5_000),
        clock,
        openWebSocket,
        onStage: (result) => told.push(result),
      });
      const bad = stages.filter(({ outcome }) => outcome === 'failed');
      assert.deepEqual(bad, []);
      assert.equal(stages.find(({ stage }) => stage === 'socket')?.outcome, 'passed');
      assert.ok(told.length >= stages.length);
    },
  },
  {
    name: 'admin client creates, lists and deletes a stream',
    async run(client) {
      const { admin } = client;
      const { topic } = client.stream();
      const entry = await admin.createStream(NAMESPACE, topic, 'local');
      await assert.rejects(admin.createStream(NAMESPACE, topic, 'local'), { code: 'SERVICE_CONFLICT' });
      const isListed = async (): Promise<boolean> =>
        (await admin.listStreams(NAMESPACE)).some(({ fullName }) => fullName === entry.fullName);
      assert.ok(await isListed());
      const stream = { ...client.stream(), topic };
      await admin.deleteStream({ reach: 'stream', stream }, { force: false });
      assert.ok(!(await isListed()));
      await assert.rejects(admin.stats(stream), { code: 'SERVICE_NOT_FOUND' });
    },
  },
  {
    name: 'admin client names what is in the way of deleting',
    async run(client) {
      const { stream, ...target } = await filled(client, 1);
      const { heard } = client.consumer(stream, 'billing');
      await until('the consumer to open', () => heard.opens === 1);
      const force = { force: false };
      const whole = client.admin.deleteStream({ reach: 'stream', stream }, force);
      await assert.rejects(whole, { code: 'SERVICE_PRECONDITION' });
      const one = client.admin.deleteSubscription({ ...target, stream });
      await assert.rejects(one, { code: 'SERVICE_PRECONDITION' });
    },
  },
  {
    name: 'admin client peeks without moving the cursor',
    async run(client) {
      const target = await filled(client, 3);
      const messages = await client.cursors.peek(target, 2, 10);
      const words = messages.map(({ payload }) => new TextDecoder().decode(payload));
      assert.deepEqual(words, ['message-1', 'message-2']);
      assert.deepEqual(messages[0]?.position, positionOf(target.ids[1]));
      assert.deepEqual(messages[0].properties, { n: '1' });
      assert.equal(messages[0].key, 'k1');
      assert.equal(messages[0].encrypted, false);
      assert.equal(await client.backlog(target), 3);
    },
  },
  {
    name: 'admin client skips, clears, and moves a cursor by time and by id',
    async run(client) {
      const target = await filled(client, 4);
      const backlogIs = (count: number): Promise<void> =>
        until(`a backlog of ${count}`, async () => (await client.backlog(target)) === count);
      await client.cursors.skip(target, 1);
      await backlogIs(3);
      await client.admin.clearBacklog(target);
      await backlogIs(0);
      await client.cursors.resetCursor(target, 0);
      await backlogIs(4);
      await client.cursors.resetCursor(target, positionOf(target.ids[2]));
      await backlogIs(2);
    },
  },
  {
    name: 'admin client finds the last message and the one at a time',
    async run(client) {
      const before = Date.now() - 60_000;
      const target = await filled(client, 3);
      const { ledger, entry } = await client.cursors.lastMessageId(target.stream);
      const last = positionOf(target.ids[2]);
      assert.deepEqual([ledger, entry], [last.ledger, last.entry]);
      const first = await client.cursors.messageIdAt(target.stream, before);
      assert.equal(first?.entry, positionOf(target.ids[0]).entry);
      const { numberOfEntries, ledgers, cursors } = await client.cursors.internalStats(target.stream);
      assert.equal(numberOfEntries, 3);
      assert.equal(ledgers.length, 1);
      assert.deepEqual(
        cursors.map(({ subscription }) => subscription),
        ['billing'],
      );
    },
  },
  {
    name: 'admin client expires messages, and takes "nothing to do" for an answer',
    async run(client) {
      const target = await filled(client, 0);
      assert.equal(await client.cursors.expireSubscription(target, 1), 'nothingToDo');
      const producer = await client.producer(target.stream);
      await sendAll(producer, texts(2));
      await until('them to expire', async () => {
        await client.cursors.expireSubscription(target, 1);
        return (await client.backlog(target)) === 0;
      });
    },
  },
  {
    name: 'admin client lists and deletes subscriptions',
    async run(client) {
      const target = await filled(client, 1);
      await client.cursors.createSubscription({ ...target, subscription: 'late' }, 'latest');
      assert.deepEqual([...(await client.admin.listSubscriptions(target.stream))].sort(), [
        'billing',
        'late',
      ]);
      assert.equal(await client.backlog({ ...target, subscription: 'late' }), 0);
      await client.admin.deleteSubscription(target);
      assert.deepEqual(await client.admin.listSubscriptions(target.stream), ['late']);
    },
  },
];

type Filled = SubscriptionReach & { readonly ids: readonly string[] };

/** A topic with a subscription at its beginning and so many messages. */
async function filled(client: ProductClient, count: number): Promise<Filled> {
  const stream = client.stream();
  await client.admin.createStream(NAMESPACE, stream.topic, 'local');
  const target = { reach: 'subscription', stream, subscription: 'billing' } as const;
  await client.cursors.createSubscription(target, 'earliest');
  const producer = await client.producer(stream);
  const ids: string[] = [];
  for (const [index, text] of texts(count).entries()) {
    const message = {
      ...said(text),
      key: `k${index}`,
      properties: [['n', String(index)] satisfies [string, string]],
    };
    ids.push((await producer.send(message)).messageId);
  }
  await producer.stop();
  return { ...target, ids };
}

function positionOf(messageId: string | undefined): Position {
  const decoding = decodeMessageId(messageId ?? '');
  if (!decoding.ok) throw new Error(decoding.reason);
  const { ledger, entry } = decoding.id;
  return { ledger: String(ledger), entry: String(entry), partition: -1, batchIndex: -1 };
}
