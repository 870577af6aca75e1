import assert from 'node:assert/strict';
import { texts } from '../scenarios/payload.ts';
import { NAMESPACE, sendAll, until, type ProductClient } from './client.ts';
import type { CuttingProxy } from './cutting-proxy.ts';
import type { Heard } from './heard.ts';
import type { ProductCase } from './product-case.ts';

const LOSSES: readonly (readonly [how: string, lose: (proxy: CuttingProxy) => void])[] = [
  ['without a close frame', (proxy) => proxy.cut()],
  ['with a close frame', (proxy) => proxy.sendAway()],
  ['that leaves a ghost at the service', (proxy) => proxy.leaveGhosts()],
];

/** Sockets that are lost on the way (protocol D9, D12, G3). */
export const lossCases: readonly ProductCase[] = LOSSES.flatMap(([how, lose]) => [
  {
    name: `reader goes on without gap and without double after a loss ${how}`,
    async run(client: ProductClient) {
      const stream = client.stream();
      const target = { reach: 'subscription', stream, subscription: 'retainer' } as const;
      const { heard } = client.reader(stream, 'earliest');
      await until('the reader to open', () => heard.opens === 1);
      // Without a subscription the service keeps nothing for a reader that is away.
      await client.cursors.createSubscription(target, 'earliest');
      await publishAround(client, heard, () => lose(client.proxy), stream);
      assert.deepEqual(heard.texts, [...texts(5, 'before'), ...texts(5, 'away'), ...texts(5, 'after')]);
    },
  },
  {
    name: `consumer gets every message, and after its acks none again, after a loss ${how}`,
    async run(client: ProductClient) {
      const stream = client.stream();
      const { consumer, heard } = client.consumer(stream, 'audit', { type: 'Shared' });
      await until('the consumer to open', () => heard.opens === 1);
      await publishAround(client, heard, () => lose(client.proxy), stream);
      const all = [...texts(5, 'before'), ...texts(5, 'away'), ...texts(5, 'after')];
      assert.deepEqual([...new Set(heard.texts)].sort(), all.sort());
      consumer.acknowledge(heard.ids);
      await until(
        'the backlog to end',
        async () => (await client.backlog({ stream, subscription: 'audit' })) === 0,
      );
    },
  },
]);

/** A reader at the end of a stream that is lost before its first message. */
export const lossBeforeTheFirst: ProductCase = {
  name: 'reader at latest misses nothing when it is lost before its first message',
  async run(client) {
    const stream = client.stream();
    await client.admin.createStream(NAMESPACE, stream.topic, 'local');
    const { heard } = client.reader(stream, 'latest');
    await until('the reader to open', () => heard.opens === 1);
    const retainer = { reach: 'subscription', stream, subscription: 'retainer' } as const;
    await client.cursors.createSubscription(retainer, 'latest');
    client.proxy.cut();
    await until('the loss to be seen', () => heard.lost.length > 0);
    await sendAll(await client.producer(stream), texts(3, 'away'));
    await until('the socket to come back', () => heard.opens > 1, 90_000);
    await until('what was published meanwhile', () => heard.frames.length === 3, 10_000);
    assert.deepEqual(heard.texts, texts(3, 'away'));
    assert.equal(heard.gaps, 0);
  },
};

async function publishAround(
  client: ProductClient,
  heard: Heard,
  lose: () => void,
  stream: Parameters<ProductClient['producer']>[0],
): Promise<void> {
  let producer = await client.producer(stream);
  await sendAll(producer, texts(5, 'before'));
  await until('the first messages', () => new Set(heard.texts).size === 5);
  await producer.stop();
  const opens = heard.opens;
  lose();
  await until('the loss to be seen', () => heard.lost.length > 0);
  producer = await client.producer(stream);
  await sendAll(producer, texts(5, 'away'));
  await until('the socket to come back', () => heard.opens > opens, 90_000);
  await sendAll(producer, texts(5, 'after'));
  await until('all messages', () => new Set(heard.texts).size === 15, 60_000);
}
