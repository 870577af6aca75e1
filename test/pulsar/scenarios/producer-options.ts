import { upgradeOutcome } from './outcome.ts';
import { decoded, encoded, fieldOf } from './payload.ts';
import { replyOf } from './reply.ts';
import type { Scenario } from './scenario.ts';

const COMPRESSIONS = ['NONE', 'LZ4', 'ZLIB', 'ZSTD', 'SNAPPY'];
const TEXT = 'compressible '.repeat(100);

/** Names, sequence ids, compression and a full queue (protocol D2, D4). */
export const producerOptions: Scenario = {
  name: 'producer-options',
  section: 'D2 D4 D9',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'audit');
    const producerName = context.unique('producer');
    const path = `producer/${topic.path}`;
    const named = await context.producer(topic, { producerName });
    const second = await context.upgrade(path, { producerName });
    context.record('a second producer of the same name', upgradeOutcome(second));
    await named.close();
    const again = await context.until(
      () => context.upgrade(path, { producerName }),
      ({ kind }) => kind === 'open',
    );
    context.record('once the first is closed', upgradeOutcome(again));
    for (const compressionType of COMPRESSIONS) {
      const producer = await context.producer(topic, { compressionType });
      await producer.ask({ payload: encoded(TEXT) });
      const frame = await consumer.next();
      context.record(`${compressionType} arrives unchanged`, decoded(frame) === TEXT);
    }
    const peeked = await context.admin('GET', `/${topic.path}/subscription/audit/position/2`);
    context.record('a compressed message in a peek', {
      ...peeked.pulsarHeaders,
      isUnpacked: peeked.body === TEXT,
    });
    const sequenced = await context.producer(topic, {
      producerName: context.unique('sequenced'),
      initialSequenceId: 41,
    });
    context.record('with an initial sequence id', replyOf(await sequenced.ask({ payload: encoded('x') })));
    const last = await context.admin('GET', `/${topic.path}/subscription/audit/position/6`);
    context.record('the sequence id in a peek', last.pulsarHeaders['x-pulsar-sequence-id']);
    const narrow = await context.producer(topic, {
      batchingEnabled: true,
      batchingMaxMessages: 100,
      batchingMaxPublishDelay: 1_000,
      maxPendingMessages: 2,
    });
    for (let index = 0; index < 5; index += 1) narrow.send({ payload: encoded('x'), context: String(index) });
    const replies = await narrow.take(5, 6_000);
    context.record(
      'a full queue of two',
      replies
        .map((reply) => `${String(fieldOf(reply, 'context'))} ${String(fieldOf(reply, 'result'))}`)
        .sort(),
    );
  },
};
